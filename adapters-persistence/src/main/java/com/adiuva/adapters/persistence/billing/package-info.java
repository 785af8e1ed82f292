/// Who subscribed to what, what Stripe told us of it, and the checkouts that are open.
@NullMarked
package com.adiuva.adapters.persistence.billing;

import org.jspecify.annotations.NullMarked;
