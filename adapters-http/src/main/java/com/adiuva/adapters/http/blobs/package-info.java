/// How stored bytes are downloaded: validators, ranges, and links that carry their own permission.
@NullMarked
package com.adiuva.adapters.http.blobs;

import org.jspecify.annotations.NullMarked;
