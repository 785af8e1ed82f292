/// What is to be removed from the blob store, in PostgreSQL.
@NullMarked
package com.adiuva.adapters.persistence.blobs;

import org.jspecify.annotations.NullMarked;
