/// Encrypted items that can be searched by the numbers that came with them: the rows that are the
/// truth, and the index that follows them.
@NullMarked
package com.adiuva.domain.vectors;

import org.jspecify.annotations.NullMarked;
