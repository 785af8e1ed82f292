/// Rate limits counted in this process.
@NullMarked
package com.adiuva.adapters.persistence.limits;

import org.jspecify.annotations.NullMarked;
