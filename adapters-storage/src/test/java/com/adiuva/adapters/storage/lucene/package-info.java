/// The embedded vector index against its contract, against exact search, and against its folder.
@NullMarked
package com.adiuva.adapters.storage.lucene;

import org.jspecify.annotations.NullMarked;
