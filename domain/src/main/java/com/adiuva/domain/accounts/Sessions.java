package com.adiuva.domain.accounts;

import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.shared.Port;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps sessions and the hashes of their refresh tokens.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface Sessions {

  /// Starts a session with its first refresh token, for a user whose password was just verified.
  /// When the user was erased or got another password meanwhile, nothing is stored.
  ///
  /// @param passwordHash the hash the password was verified against
  /// @return the caller this session makes, or empty when the user does not exist any more or
  ///   `passwordHash` is not the current one any more
  Optional<Caller> start(
      Session session, OpaqueToken first, Instant expiresAt, String passwordHash);

  /// Uses a refresh token, by the rule of [com.adiuva.domain.accounts.tokens.RefreshRotation]:
  /// rotates it, follows its successors to the one still unused, or ends its session. Concurrent
  /// calls with one token all get the same successor; a session never has two unused tokens.
  ///
  /// @param lifetime how long a new token lives from `now`
  RefreshOutcome refresh(OpaqueToken presented, Instant now, Duration lifetime);

  /// The caller behind an access token, in one round trip: empty when the user is gone or the
  /// session is not his or has ended.
  Optional<Caller> caller(UserId user, SessionId session);

  /// The user's sessions that have not ended and whose newest token lives at `now`, last used
  /// first.
  List<Session> live(UserId user, Instant now);

  /// Ends one session of the user with all its tokens.
  ///
  /// @return whether there was such a live session; ending twice returns false
  boolean end(UserId user, SessionId session, Instant now);
}
