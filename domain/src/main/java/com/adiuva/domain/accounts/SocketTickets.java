package com.adiuva.domain.accounts;

import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.Optional;

/// Keeps the hashes of single-use tickets that open a socket where no header can be sent.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface SocketTickets {

  /// Keeps the ticket for the caller's session. Tickets that expired before `now` are forgotten.
  void add(OpaqueToken ticket, Caller caller, Instant now, Instant expiresAt);

  /// Takes the ticket: of any number of concurrent calls one gets the caller. Empty when it is
  /// unknown, used, expired at `now`, or its session has ended.
  Optional<Caller> redeem(OpaqueToken ticket, Instant now);
}
