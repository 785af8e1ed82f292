package com.adiuva.adapters.persistence.accounts;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// The sessions of anybody that nothing can revive: their unused token expired a day ago.
final class DeadSessions {
  private static final Duration KEPT = Duration.ofDays(1);

  private DeadSessions() {}

  /// Removes some of them, the oldest first; more than one, so that they go faster than new ones
  /// come. A session with many used tokens loses a part of those each time and goes with the last,
  /// so that a sweep is always short. Those that another call is at are skipped.
  static void sweep(Handle handle, Instant now) {
    handle
        .createUpdate(
            """
            WITH dead AS MATERIALIZED (
                SELECT s.id
                  FROM refresh_tokens t
                  JOIN sessions s ON s.id = t.family
                 WHERE t.rotated_at IS NULL AND t.expires_at <= :since
                 ORDER BY t.expires_at
                 LIMIT 20
                   FOR UPDATE OF s SKIP LOCKED
            ), used AS (
                DELETE FROM refresh_tokens WHERE id IN (
                    SELECT t.id FROM dead JOIN refresh_tokens t ON t.family = dead.id
                     WHERE t.rotated_at IS NOT NULL
                     LIMIT 500)
            )
            DELETE FROM sessions WHERE id IN (
                SELECT id FROM dead
                 WHERE NOT EXISTS (
                       SELECT FROM refresh_tokens t
                        WHERE t.family = dead.id AND t.rotated_at IS NOT NULL))
            """)
        .bind("since", now.minus(KEPT))
        .execute();
  }
}
