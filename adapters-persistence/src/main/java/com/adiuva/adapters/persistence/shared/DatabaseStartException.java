package com.adiuva.adapters.persistence.shared;

import org.jspecify.annotations.Nullable;

/// The database cannot be opened. The message is one sentence for the person who starts the server:
/// it says what to change and holds no secret.
public final class DatabaseStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseStartException(String message) {
    this(message, null);
  }

  DatabaseStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
