/// Words, quotations and dates in an English sentence, for the offline model: what stands where,
/// and which moment is meant.
@NullMarked
package com.adiuva.adapters.llm.text;

import org.jspecify.annotations.NullMarked;
