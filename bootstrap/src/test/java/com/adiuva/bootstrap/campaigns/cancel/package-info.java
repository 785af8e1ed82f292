/// Requests ended at random moments, and what must be left of them: nothing but what they cost.
@NullMarked
package com.adiuva.bootstrap.campaigns.cancel;

import org.jspecify.annotations.NullMarked;
