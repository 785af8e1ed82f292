/// Contract suites of the ports around blobs, and tests of the types.
@NullMarked
package com.adiuva.domain.blobs;

import org.jspecify.annotations.NullMarked;
