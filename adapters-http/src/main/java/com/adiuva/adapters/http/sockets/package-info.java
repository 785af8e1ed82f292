/// WebSockets as the house keeps them: who may open one, its heartbeat, its bounded way out and its
/// end. What is said over one is somebody else's.
@NullMarked
package com.adiuva.adapters.http.sockets;

import org.jspecify.annotations.NullMarked;
