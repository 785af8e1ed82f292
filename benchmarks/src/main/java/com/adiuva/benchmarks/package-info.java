/// Ours beside a baseline in the same run, printed as ratios.
@NullMarked
package com.adiuva.benchmarks;

import org.jspecify.annotations.NullMarked;
