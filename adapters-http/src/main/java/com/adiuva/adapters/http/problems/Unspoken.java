package com.adiuva.adapters.http.problems;

import org.jspecify.annotations.Nullable;

/// A failure as the log may have it: what was thrown and where, without the messages, which may
/// repeat an address, a query or whatever else passed through.
public final class Unspoken extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_CAUSES = 8;

  private Unspoken(Throwable thrown, @Nullable Throwable cause) {
    super(thrown.getClass().getName(), cause, false, true);
    setStackTrace(thrown.getStackTrace());
  }

  public static Unspoken of(Throwable thrown) {
    return of(thrown, MAX_CAUSES);
  }

  private static Unspoken of(Throwable thrown, int causes) {
    Throwable cause = thrown.getCause();
    return new Unspoken(thrown, cause == null || causes == 0 ? null : of(cause, causes - 1));
  }
}
