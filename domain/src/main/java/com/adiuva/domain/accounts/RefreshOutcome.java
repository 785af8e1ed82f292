package com.adiuva.domain.accounts;

import com.adiuva.domain.accounts.tokens.OpaqueToken;
import java.time.Instant;

/// What became of a presented refresh token.
public sealed interface RefreshOutcome {

  /// The session goes on with this token.
  record Refreshed(Caller caller, OpaqueToken token, Instant expiresAt) implements RefreshOutcome {}

  /// The token had been rotated before its grace ran out of time; its session has been ended.
  record Reused(UserId user, SessionId session) implements RefreshOutcome {}

  /// Unknown, expired, or of a session that has ended.
  record Refused() implements RefreshOutcome {}
}
