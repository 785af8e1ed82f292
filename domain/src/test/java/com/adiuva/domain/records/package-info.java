/// The contract suite of the records, and tests of the rule of what a write does.
@NullMarked
package com.adiuva.domain.records;

import org.jspecify.annotations.NullMarked;
