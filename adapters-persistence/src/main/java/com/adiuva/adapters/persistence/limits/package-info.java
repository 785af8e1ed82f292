/// Rate limits counted in this process, and bytes counted in PostgreSQL.
@NullMarked
package com.adiuva.adapters.persistence.limits;

import org.jspecify.annotations.NullMarked;
