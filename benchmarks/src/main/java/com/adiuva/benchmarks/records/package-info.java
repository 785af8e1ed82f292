/// Creating records and following their changes, beside bare statements and file writes.
@NullMarked
package com.adiuva.benchmarks.records;

import org.jspecify.annotations.NullMarked;
