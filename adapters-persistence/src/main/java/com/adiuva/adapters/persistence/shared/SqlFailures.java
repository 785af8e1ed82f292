package com.adiuva.adapters.persistence.shared;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one place that knows which failures mean that the database is away, and which that a
/// transaction merely lost a race.
final class SqlFailures {
  /// Cancelled by a timeout of ours, waited too long for a row, or sent to a standby.
  private static final Set<String> NO_ANSWER_IN_TIME = Set.of("57014", "55P03", "25P03", "25006");

  private static final Set<String> BROKEN_CONNECTION = Set.of("08003", "08006", "57P01", "57P02");

  private static final Set<String> LOST_RACE = Set.of("40001", "40P01");

  private SqlFailures() {}

  /// The exception to throw instead: `DatabaseUnavailable` when the failure means that, else
  /// itself.
  static RuntimeException translate(RuntimeException failure) {
    SQLException sql = sqlCause(failure);
    return sql != null && meansUnavailable(sql)
        ? new ProblemException(new Problem.DatabaseUnavailable(), failure)
        : failure;
  }

  /// Whether the same transaction may succeed when run again.
  static boolean lostRace(RuntimeException failure) {
    SQLException sql = sqlCause(failure);
    return sql != null && LOST_RACE.contains(state(sql));
  }

  /// Whether the connection broke while the database may well be there, as after its restart.
  static boolean brokeConnection(RuntimeException failure) {
    SQLException sql = sqlCause(failure);
    return sql != null && BROKEN_CONNECTION.contains(state(sql));
  }

  static boolean meansUnavailable(SQLException failure) {
    String state = state(failure);
    return failure instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || NO_ANSWER_IN_TIME.contains(state)
        || LOST_RACE.contains(state);
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  private static @Nullable SQLException sqlCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
