package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Keeps the open checkout of each user, of which there is at most one.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface Checkouts {

  /// Notes a wish, unless the user has an open checkout at `now`.
  ///
  /// @return the one that is open now: the caller's or, also under concurrent calls, the other
  Checkout begin(Checkout wish, Instant now);

  /// Notes where to pay.
  ///
  /// @return false without that checkout; then nothing is noted
  boolean opened(UUID checkout, Checkout.Page page);

  /// Forgets it. Without it it does nothing.
  void close(UUID checkout);

  /// The user's open one at `now`.
  Optional<Checkout> open(UserId user, Instant now);
}
