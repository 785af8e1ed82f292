/// The bytes of requests and answers on their way: at which pace they may come, how many of them
/// memory may hold at once, and how they are sent.
@NullMarked
package com.adiuva.adapters.http.bodies;

import org.jspecify.annotations.NullMarked;
