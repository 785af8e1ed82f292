/// Ollama's own chat protocol.
@NullMarked
package com.adiuva.adapters.llm.ollama;

import org.jspecify.annotations.NullMarked;
