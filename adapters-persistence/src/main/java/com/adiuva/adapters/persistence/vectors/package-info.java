/// Encrypted items with the numbers they are found by: the rows every index follows.
@NullMarked
package com.adiuva.adapters.persistence.vectors;

import org.jspecify.annotations.NullMarked;
