/// HTTP to the servers of language models: pooled connections on which no wait is without an end,
/// and which any thread may break off.
@NullMarked
package com.adiuva.adapters.llm.http;

import org.jspecify.annotations.NullMarked;
