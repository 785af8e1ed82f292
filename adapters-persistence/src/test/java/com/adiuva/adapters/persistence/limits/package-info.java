/// The limiter against its contract, its memory, and its speed under threads.
@NullMarked
package com.adiuva.adapters.persistence.limits;

import org.jspecify.annotations.NullMarked;
