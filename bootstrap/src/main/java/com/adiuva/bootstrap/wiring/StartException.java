package com.adiuva.bootstrap.wiring;

/// The server could not start, for a reason an operator can do something about. The message is one
/// sentence for them.
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
