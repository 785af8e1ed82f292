package com.adiuva.adapters.persistence.shared;

import java.sql.SQLException;
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

  /// The configured database does not take our connection.
  static DatabaseStartException unusable(DatabaseUrl url, @Nullable Throwable cause) {
    return new DatabaseStartException(
        "The database of DATABASE_URL (" + url + ") cannot be used: " + reason(cause) + ".", cause);
  }

  private static String reason(@Nullable Throwable failure) {
    String state =
        failure instanceof SQLException refused ? String.valueOf(refused.getSQLState()) : "unknown";
    if (state.startsWith("08")) {
      return "nothing answers there";
    }
    if (state.startsWith("28")) {
      return "it refuses this user and password";
    }
    if (state.equals("3D000")) {
      return "there is no database of that name";
    }
    return "it answers SQL state " + state;
  }
}
