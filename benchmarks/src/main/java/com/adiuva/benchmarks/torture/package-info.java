/// Long campaigns against real server processes, repeatable by their seed.
@NullMarked
package com.adiuva.benchmarks.torture;

import org.jspecify.annotations.NullMarked;
