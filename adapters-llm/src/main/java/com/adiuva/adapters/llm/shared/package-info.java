/// Finding a model by its name, and what all providers' factories do alike.
@NullMarked
package com.adiuva.adapters.llm.shared;

import org.jspecify.annotations.NullMarked;
