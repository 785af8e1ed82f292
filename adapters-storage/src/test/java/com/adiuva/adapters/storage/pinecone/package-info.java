/// The index in Pinecone against the contract of its port, on a server that behaves like
/// Pinecone's.
@NullMarked
package com.adiuva.adapters.storage.pinecone;

import org.jspecify.annotations.NullMarked;
