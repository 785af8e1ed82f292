/// Subscriptions over stores in memory and a payment provider that does what tests want.
@NullMarked
package com.adiuva.application.billing;

import org.jspecify.annotations.NullMarked;
