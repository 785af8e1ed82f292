/// Keeps prompts, tool definitions and reasoning on the server: what a model writes is read letter
/// by letter on its way to the client, and what is protected is replaced.
@NullMarked
package com.adiuva.application.chat.protection;

import org.jspecify.annotations.NullMarked;
