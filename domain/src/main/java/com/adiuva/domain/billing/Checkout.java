package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user's wish to subscribe, noted before Stripe hears of it so that a retry repeats it.
///
/// @param id fresh for each wish; what Stripe recognises a repetition by
/// @param tier not `free`
/// @param page where to pay; null until Stripe has answered
/// @param expiresAt from when on it is void
public record Checkout(
    UUID id, UserId user, Tier tier, int seats, @Nullable Page page, Instant expiresAt) {

  /// @param sessionId Stripe's id of the Checkout session
  public record Page(String sessionId, URI url) {}

  /// Whether somebody who wants the other one can be sent to this one's page.
  public boolean isSameOrder(Checkout other) {
    return user.equals(other.user) && tier == other.tier && seats == other.seats;
  }
}
