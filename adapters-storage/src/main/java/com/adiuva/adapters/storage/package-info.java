/// Will hold the blob stores (filesystem, S3) and the vector indexes (embedded, Qdrant, Pinecone)
/// of encrypted storage. Empty until that work begins.
@NullMarked
package com.adiuva.adapters.storage;

import org.jspecify.annotations.NullMarked;
