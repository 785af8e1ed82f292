/// Campaigns against encrypted storage that know nothing but the wire and what was acknowledged:
/// for our tests in a small form, and for `torture` in a long one.
@NullMarked
package com.adiuva.bootstrap.campaigns;

import org.jspecify.annotations.NullMarked;
