package com.adiuva.domain.accounts.tokens;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rule of refresh tokens as a pure function: each is used once, a lost reply or two racing
/// windows are forgiven for a moment, and a later replay is a theft (RFC 9700, 4.14).
public final class RefreshRotation {
  /// How long after its rotation a token still leads to its successor.
  public static final Duration GRACE = Duration.ofSeconds(10);

  private RefreshRotation() {}

  /// What to do with a presented token.
  public enum Decision {
    /// First use: replace it by its child.
    ROTATE,
    /// Rotated a moment ago: answer with the living end of its chain.
    FOLLOW_SUCCESSORS,
    /// Rotated long ago: end the whole session.
    REVOKE_FAMILY,
    /// Expired, or its session has ended.
    REFUSE
  }

  /// @param rotatedAt when the token was replaced, or null when it was not
  /// @param sessionEnded whether its session was ended already
  public static Decision decide(
      Instant expiresAt, @Nullable Instant rotatedAt, boolean sessionEnded, Instant now) {
    if (sessionEnded) {
      return Decision.REFUSE;
    }
    if (rotatedAt == null) {
      return now.isBefore(expiresAt) ? Decision.ROTATE : Decision.REFUSE;
    }
    return now.isAfter(rotatedAt.plus(GRACE)) ? Decision.REVOKE_FAMILY : Decision.FOLLOW_SUCCESSORS;
  }
}
