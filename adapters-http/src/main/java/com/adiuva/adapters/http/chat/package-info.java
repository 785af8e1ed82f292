/// Chat on the wire: `POST /chat` and the WebSocket `/chat/stream`.
@NullMarked
package com.adiuva.adapters.http.chat;

import org.jspecify.annotations.NullMarked;
