package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;

/// Something that may stand anywhere in a clause, such as `with high priority`.
@FunctionalInterface
public interface Rule {
  int NO_MATCH = -1;

  /// Reads what begins at this index into the draft.
  ///
  /// @return the index of the first token after it, or [#NO_MATCH] with the draft untouched
  int read(Tokens tokens, int index, Draft into);
}
