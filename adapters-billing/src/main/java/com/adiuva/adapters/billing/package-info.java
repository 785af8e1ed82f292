/// Will hold the Stripe gateway and the stub that stands in when no key is set. Empty until
/// subscriptions are built.
@NullMarked
package com.adiuva.adapters.billing;

import org.jspecify.annotations.NullMarked;
