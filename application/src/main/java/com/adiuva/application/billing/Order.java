package com.adiuva.application.billing;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.InvalidValueException;

/// What somebody wants to subscribe to.
///
/// @param tier not `free`, which nobody pays for
/// @param seats 1 to 1000, and more than one of `team` only
public record Order(Tier tier, int seats) {
  public static final int MOST_SEATS = 1000;

  /// @throws InvalidValueException for what nobody can buy
  public Order {
    if (tier == Tier.FREE) {
      throw new InvalidValueException("enum", "must be one of pro, power, team");
    }
    if (seats < 1 || seats > MOST_SEATS) {
      throw new InvalidValueException("value_error", "must be from 1 to " + MOST_SEATS);
    }
    if (seats > 1 && tier != Tier.TEAM) {
      throw new InvalidValueException("value_error", "only team has seats");
    }
  }
}
