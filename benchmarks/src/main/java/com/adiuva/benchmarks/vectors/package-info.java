/// Searches in the embedded vector index, beside comparing with every vector.
@NullMarked
package com.adiuva.benchmarks.vectors;

import org.jspecify.annotations.NullMarked;
