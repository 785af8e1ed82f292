/// The stores against the contracts of their ports, on real PostgreSQL.
@NullMarked
package com.adiuva.adapters.persistence.idempotency;

import org.jspecify.annotations.NullMarked;
