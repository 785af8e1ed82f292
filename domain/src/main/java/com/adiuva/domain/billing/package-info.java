/// Tiers. Subscriptions, entitlements and payments join them with the billing work.
@NullMarked
package com.adiuva.domain.billing;

import org.jspecify.annotations.NullMarked;
