/// One cancellable streamed call over HTTP, whatever the provider, and the translation between our
/// types and langchain4j's.
@NullMarked
package com.adiuva.adapters.llm.streaming;

import org.jspecify.annotations.NullMarked;
