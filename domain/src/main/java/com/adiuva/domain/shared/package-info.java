/// What every feature speaks of: problems, JSON data, values that cannot be built wrong.
@NullMarked
package com.adiuva.domain.shared;

import org.jspecify.annotations.NullMarked;
