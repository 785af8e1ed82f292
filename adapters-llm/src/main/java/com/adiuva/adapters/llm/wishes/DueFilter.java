package com.adiuva.adapters.llm.wishes;

/// Which tasks are listed by date.
public enum DueFilter {
  /// Due on the day of [Wish#due()].
  ON,
  /// Due from now to the end of that day.
  UNTIL,
  /// Late, and not done.
  OVERDUE
}
