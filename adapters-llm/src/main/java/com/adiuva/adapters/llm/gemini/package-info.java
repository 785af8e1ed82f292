/// Google's Gemini API.
@NullMarked
package com.adiuva.adapters.llm.gemini;

import org.jspecify.annotations.NullMarked;
