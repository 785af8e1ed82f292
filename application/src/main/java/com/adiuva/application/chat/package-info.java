/// Direct mode: one request is routed to its agents, each works with the model and its tools, and
/// the answer streams out as events.
@NullMarked
package com.adiuva.application.chat;

import org.jspecify.annotations.NullMarked;
