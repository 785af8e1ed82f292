package com.adiuva.domain.accounts.tokens;

import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.UserId;
import java.time.Duration;
import java.time.Instant;

/// A signed, short-lived proof of a session.
///
/// @param value the bearer token
public record AccessToken(String value, Instant expiresAt, Duration lifetime) {
  @Override
  public String toString() {
    return "[redacted]";
  }

  /// What a verified token says. Tier and role are deliberately not in it.
  public record Claims(UserId user, SessionId session, Instant expiresAt) {}
}
