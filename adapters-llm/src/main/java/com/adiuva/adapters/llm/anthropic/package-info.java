/// Anthropic's messages API.
@NullMarked
package com.adiuva.adapters.llm.anthropic;

import org.jspecify.annotations.NullMarked;
