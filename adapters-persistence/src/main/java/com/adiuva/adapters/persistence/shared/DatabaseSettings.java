package com.adiuva.adapters.persistence.shared;

import java.time.Duration;

/// How long anything may wait for the database, and how many connections there are.
///
/// A call waits at most `acquire` (plus a quarter of a second to tell a dead connection) and then
/// `answer` for each reply: with the defaults below two seconds in all.
///
/// @param connections the size of the pool
/// @param acquire how long to wait for a free connection, at least 250 ms
/// @param answer how long the server may be silent before the connection is given up
/// @param statement how long one statement may run, less than `answer`
/// @param lock how long a statement may wait for a row, less than `statement`
/// @param idleInTransaction how long an open transaction may do nothing
public record DatabaseSettings(
    int connections,
    Duration acquire,
    Duration answer,
    Duration statement,
    Duration lock,
    Duration idleInTransaction) {

  /// Right for serving requests.
  public static DatabaseSettings defaults() {
    return new DatabaseSettings(
        12,
        Duration.ofMillis(400),
        Duration.ofMillis(1000),
        Duration.ofMillis(900),
        Duration.ofMillis(800),
        Duration.ofSeconds(10));
  }

  public DatabaseSettings withConnections(int count) {
    return new DatabaseSettings(count, acquire, answer, statement, lock, idleInTransaction);
  }
}
