/// What tiers include, subscriptions and their edges as data, and the ports to whoever keeps them
/// and whoever collects the money.
@NullMarked
package com.adiuva.domain.billing;

import org.jspecify.annotations.NullMarked;
