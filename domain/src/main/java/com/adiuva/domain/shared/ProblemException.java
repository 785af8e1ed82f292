package com.adiuva.domain.shared;

import org.jspecify.annotations.Nullable;

/// The only business exception: it carries a [Problem] to the edge, which knows how to say it.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    this(problem, null);
  }

  /// @param cause kept for our own logs, never shown to a caller
  public ProblemException(Problem problem, @Nullable Throwable cause) {
    super(problem.code() + ": " + problem.detail(), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
