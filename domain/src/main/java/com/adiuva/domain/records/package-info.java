/// Encrypted records: their metadata, what a write does to it, and the feed of changes.
@NullMarked
package com.adiuva.domain.records;

import org.jspecify.annotations.NullMarked;
