/// Stripe as the payment gateway: customers, Checkout sessions, subscriptions, and the events that
/// Stripe sends.
@NullMarked
package com.adiuva.adapters.billing.stripe;

import org.jspecify.annotations.NullMarked;
