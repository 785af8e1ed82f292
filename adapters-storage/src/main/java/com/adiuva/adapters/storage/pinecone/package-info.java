/// Vectors in Pinecone, over its REST interface: an index for each space, a namespace for each
/// user.
@NullMarked
package com.adiuva.adapters.storage.pinecone;

import org.jspecify.annotations.NullMarked;
