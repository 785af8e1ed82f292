/// Blobs as files below one folder.
@NullMarked
package com.adiuva.adapters.storage.filesystem;

import org.jspecify.annotations.NullMarked;
