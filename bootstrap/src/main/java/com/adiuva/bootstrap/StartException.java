package com.adiuva.bootstrap;

/// The server could not start, for a reason an operator can do something about. The message is one
/// sentence for them.
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
