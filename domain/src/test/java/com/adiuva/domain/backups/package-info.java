/// Contract suites of the ports, fakes that pass them, and tests of the types.
@NullMarked
package com.adiuva.domain.backups;

import org.jspecify.annotations.NullMarked;
