/// The world's stores: blobs (filesystem, S3) and vectors.
@NullMarked
package com.adiuva.adapters.storage;

import org.jspecify.annotations.NullMarked;
