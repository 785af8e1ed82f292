package com.adiuva.domain.accounts;

import com.adiuva.domain.accounts.tokens.AccessToken;
import com.adiuva.domain.shared.Port;

/// Signs and verifies access tokens. No I/O.
@Port
public interface AccessTokens {

  /// A token for the caller's session, valid from now.
  AccessToken issue(Caller caller);

  /// Checks signature, algorithm, issuer, audience and times; nothing about whether the session
  /// lives.
  ///
  /// @throws com.adiuva.domain.shared.ProblemException with `TokenExpired` when only its time is
  ///   over, with `InvalidToken` for everything else, however malformed
  AccessToken.Claims verify(String token);
}
