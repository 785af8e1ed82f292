/// Records, the ledger and the outbox on real PostgreSQL.
@NullMarked
package com.adiuva.adapters.persistence.records;

import org.jspecify.annotations.NullMarked;
