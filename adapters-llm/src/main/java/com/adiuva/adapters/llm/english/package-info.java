/// English commands for the offline model: a message is cut into clauses, and each is read as a
/// wish by the grammar of its verb. Knows nothing of models or tools.
@NullMarked
package com.adiuva.adapters.llm.english;

import org.jspecify.annotations.NullMarked;
