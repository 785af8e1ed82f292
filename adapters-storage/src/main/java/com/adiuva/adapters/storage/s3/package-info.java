/// Blobs as objects in a bucket of Amazon S3 or a server that speaks like it.
@NullMarked
package com.adiuva.adapters.storage.s3;

import org.jspecify.annotations.NullMarked;
