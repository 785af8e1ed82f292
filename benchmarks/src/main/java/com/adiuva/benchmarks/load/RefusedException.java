package com.adiuva.benchmarks.load;

/// An answer with another status than the expected one.
public final class RefusedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(int status, String body) {
    super("answered " + status + ": " + body);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
