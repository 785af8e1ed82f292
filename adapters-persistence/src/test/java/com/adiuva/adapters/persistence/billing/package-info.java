/// Billing on real PostgreSQL.
@NullMarked
package com.adiuva.adapters.persistence.billing;

import org.jspecify.annotations.NullMarked;
