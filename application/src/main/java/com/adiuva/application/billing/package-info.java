/// Subscriptions: how they are bought, changed and ended, and how what we know of them follows what
/// Stripe has.
@NullMarked
package com.adiuva.application.billing;

import org.jspecify.annotations.NullMarked;
