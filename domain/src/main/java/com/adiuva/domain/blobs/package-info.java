/// Opaque bytes under keys: the port to whatever stores them, and the list of those to be deleted.
@NullMarked
package com.adiuva.domain.blobs;

import org.jspecify.annotations.NullMarked;
