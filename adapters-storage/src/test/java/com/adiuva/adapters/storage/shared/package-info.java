/// Tests of what the blob stores have in common.
@NullMarked
package com.adiuva.adapters.storage.shared;

import org.jspecify.annotations.NullMarked;
