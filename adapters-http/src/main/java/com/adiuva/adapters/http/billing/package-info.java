/// The routes of subscriptions, and the one that Stripe calls.
@NullMarked
package com.adiuva.adapters.http.billing;

import org.jspecify.annotations.NullMarked;
