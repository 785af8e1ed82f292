package com.adiuva.application.limits;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.limits.TokenLedger;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Counts what models cost each user, and keeps users within their budgets.
public final class Metering {
  private final Function<Caller, Meter> meters;

  /// @param onUnsettled hears whose call could not be counted at once; must not throw
  public Metering(
      TokenLedger ledger,
      TokenBudgets budgets,
      Consumer<UserId> onUnsettled,
      Clock clock,
      RandomGenerator random) {
    Settlements settlements = new Settlements(ledger, onUnsettled);
    this.meters =
        caller ->
            new Meter(
                new Account(caller.id(), budgets.of(caller.tier()), settlements, clock, random));
  }

  private Metering() {
    this.meters = caller -> new Meter(null);
  }

  /// Counts nothing and limits nobody.
  public static Metering none() {
    return new Metering();
  }

  /// For the calls of one request.
  public Meter of(Caller caller) {
    return meters.apply(caller);
  }
}
