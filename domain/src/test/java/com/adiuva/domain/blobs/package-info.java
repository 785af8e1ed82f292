/// The contract of blob stores, a fake that passes it, and tests of the types.
@NullMarked
package com.adiuva.domain.blobs;

import org.jspecify.annotations.NullMarked;
