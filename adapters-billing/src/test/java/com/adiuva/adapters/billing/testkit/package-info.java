/// A Stripe of our own, for tests here and of whatever is built on the gateway.
@NullMarked
package com.adiuva.adapters.billing.testkit;

import org.jspecify.annotations.NullMarked;
