/// What the blob stores have in common: how bytes are copied, handed out and counted.
@NullMarked
package com.adiuva.adapters.storage.shared;

import org.jspecify.annotations.NullMarked;
