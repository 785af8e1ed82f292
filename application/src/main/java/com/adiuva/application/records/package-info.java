/// Encrypted records: what clients may do with theirs.
@NullMarked
package com.adiuva.application.records;

import org.jspecify.annotations.NullMarked;
