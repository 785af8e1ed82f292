/// Answers to requests that must not take effect twice.
@NullMarked
package com.adiuva.adapters.persistence.idempotency;

import org.jspecify.annotations.NullMarked;
