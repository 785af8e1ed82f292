/// A small closed-loop load generator over plain sockets.
@NullMarked
package com.adiuva.benchmarks.load;

import org.jspecify.annotations.NullMarked;
