package com.adiuva.adapters.http.problems;

import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Violation;
import java.util.ArrayList;
import java.util.List;

/// Everything that is wrong with a request (the first 100), so that a caller hears of all at once.
public final class Violations {
  /// Enough to correct a request by; a body of a million wrong items gets no answer of their size.
  private static final int MAX = 100;

  private final List<Violation> found = new ArrayList<>();

  public void add(List<String> loc, String type, String message) {
    if (!isFull()) {
      found.add(new Violation(loc, message, type));
    }
  }

  public void add(List<String> loc, InvalidValueException reason) {
    add(loc, reason.type(), reason.getMessage());
  }

  /// Whether looking for more is of no use.
  public boolean isFull() {
    return found.size() >= MAX;
  }

  /// @throws ProblemException `ValidationFailed` with what was found wrong so far
  public void check() {
    if (!found.isEmpty()) {
      throw new ProblemException(new Problem.ValidationFailed(found));
    }
  }
}
