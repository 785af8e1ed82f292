/// The gateway against a Stripe of our own.
@NullMarked
package com.adiuva.adapters.billing.stripe;

import org.jspecify.annotations.NullMarked;
