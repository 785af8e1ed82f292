/// Contract suites of the ports, fakes that pass them, and tests of the types.
@NullMarked
package com.adiuva.domain.billing;

import org.jspecify.annotations.NullMarked;
