/// Encrypted vectors: what clients may do with theirs, and how an index follows the rows.
@NullMarked
package com.adiuva.application.vectors;

import org.jspecify.annotations.NullMarked;
