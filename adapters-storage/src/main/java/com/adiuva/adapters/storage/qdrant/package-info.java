/// The vector index that a Qdrant server keeps: one collection for each space, all users in it,
/// every request bound to its user.
@NullMarked
package com.adiuva.adapters.storage.qdrant;

import org.jspecify.annotations.NullMarked;
