/// Billing over the wire.
@NullMarked
package com.adiuva.adapters.http.billing;

import org.jspecify.annotations.NullMarked;
