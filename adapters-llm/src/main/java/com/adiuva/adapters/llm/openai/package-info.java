/// OpenAI's chat completions, and every server that speaks the same protocol.
@NullMarked
package com.adiuva.adapters.llm.openai;

import org.jspecify.annotations.NullMarked;
