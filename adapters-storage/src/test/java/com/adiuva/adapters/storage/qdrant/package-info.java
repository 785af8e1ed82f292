/// The Qdrant index against its contract, on a server of our own that behaves like Qdrant where the
/// contract touches it, and on a real one when there is one.
@NullMarked
package com.adiuva.adapters.storage.qdrant;

import org.jspecify.annotations.NullMarked;
