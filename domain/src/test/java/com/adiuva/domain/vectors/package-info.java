/// What every vector index does, one that searches everything in memory, and the types of vectors.
@NullMarked
package com.adiuva.domain.vectors;

import org.jspecify.annotations.NullMarked;
