/// The demo: a newcomer's first conversation with a server of its own, over the real wire.
@NullMarked
package com.adiuva.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
