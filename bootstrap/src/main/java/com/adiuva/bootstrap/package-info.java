/// The composition root and the command line: where everything is plugged together.
@NullMarked
package com.adiuva.bootstrap;

import org.jspecify.annotations.NullMarked;
