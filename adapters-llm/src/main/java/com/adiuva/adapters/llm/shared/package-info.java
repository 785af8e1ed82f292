/// What every provider's adapter needs: finding a model by name, one cancellable streamed call over
/// HTTP, and the translation between our types and langchain4j's.
@NullMarked
package com.adiuva.adapters.llm.shared;

import org.jspecify.annotations.NullMarked;
