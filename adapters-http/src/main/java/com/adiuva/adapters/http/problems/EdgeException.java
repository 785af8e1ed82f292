package com.adiuva.adapters.http.problems;

import java.util.Set;

/// Carries an [EdgeProblem] to where answers are written.
public final class EdgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final EdgeProblem problem;
  private final transient Set<String> allow;

  public EdgeException(EdgeProblem problem) {
    this(problem, Set.of());
  }

  /// @param allow the methods a 405 lists
  public EdgeException(EdgeProblem problem, Set<String> allow) {
    super(problem.code());
    this.problem = problem;
    this.allow = allow;
  }

  public EdgeProblem problem() {
    return problem;
  }

  public Set<String> allow() {
    return allow;
  }
}
