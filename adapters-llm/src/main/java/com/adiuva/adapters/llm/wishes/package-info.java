/// What a message to the offline model wishes for, as data.
@NullMarked
package com.adiuva.adapters.llm.wishes;

import org.jspecify.annotations.NullMarked;
