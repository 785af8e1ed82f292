/// The adapters to what stores bytes and vectors; each in a package of its own.
@NullMarked
package com.adiuva.adapters.storage;

import org.jspecify.annotations.NullMarked;
