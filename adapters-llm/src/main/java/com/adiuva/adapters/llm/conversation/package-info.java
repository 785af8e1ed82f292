/// What a request tells the offline model: the messages by their part, the facts, the tools, and
/// what earlier answers spoke of.
@NullMarked
package com.adiuva.adapters.llm.conversation;

import org.jspecify.annotations.NullMarked;
