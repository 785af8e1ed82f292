/// The filesystem's promises, on a disk that fills up and after processes that died.
@NullMarked
package com.adiuva.adapters.storage.filesystem;

import org.jspecify.annotations.NullMarked;
