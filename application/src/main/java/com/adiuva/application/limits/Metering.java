package com.adiuva.application.limits;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.limits.TokenLedger;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Counts what models cost each user, and keeps users within their budgets.
public final class Metering implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Function<Caller, Meter> meters;
  private final @Nullable Settlements settlements;

  /// @param onUnsettled hears whose call could not be counted at once; must not throw
  public Metering(
      TokenLedger ledger,
      TokenBudgets budgets,
      Consumer<UserId> onUnsettled,
      Clock clock,
      RandomGenerator random) {
    Settlements all = new Settlements(ledger, onUnsettled);
    this.settlements = all;
    this.meters =
        caller ->
            new Meter(new Account(caller.id(), budgets.of(caller.tier()), all, clock, random));
  }

  private Metering() {
    this.settlements = null;
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

  /// Waits until every call that has ended by now is counted, or could not be.
  ///
  /// @return whether that was so before the timeout
  public boolean awaitSettled(Duration timeout) {
    try {
      return settlements == null || settlements.awaitEarlier(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Waits a few seconds for what is still to be counted.
  @Override
  public void close() {
    awaitSettled(CLOSING);
  }
}
