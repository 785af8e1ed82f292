/// Amazon Bedrock's converse API. The AWS SDK signs the requests and decodes the binary events; its
/// calls go out through our own exchange, on the caller's thread, so that they can be closed. At
/// DEBUG the SDK logs what a model writes: a host keeps `software.amazon.awssdk` above that.
@NullMarked
package com.adiuva.adapters.llm.bedrock;

import org.jspecify.annotations.NullMarked;
