/// What an English sentence wishes for: cut into clauses, each read as a verb, a kind of record,
/// the record meant and what shall become of it. Knows nothing of models or tools.
@NullMarked
package com.adiuva.adapters.llm.english;

import org.jspecify.annotations.NullMarked;
