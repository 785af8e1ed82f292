/// What one socket does, without a network.
@NullMarked
package com.adiuva.adapters.http.sockets;

import org.jspecify.annotations.NullMarked;
