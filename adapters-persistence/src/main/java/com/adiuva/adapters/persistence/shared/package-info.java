/// The database itself: where it is, how it is started when nobody runs one for us, and the pool
/// through which every other package of this module speaks to it within deadlines.
@NullMarked
package com.adiuva.adapters.persistence.shared;

import org.jspecify.annotations.NullMarked;
