package com.adiuva.application.limits;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.limits.TokenLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

/// Tells users what they spent.
public final class TokenUsage {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Metering metering;
  private final TokenLedger ledger;
  private final TokenBudgets budgets;
  private final Clock clock;

  /// @param metering counts into the same ledger
  public TokenUsage(Metering metering, TokenLedger ledger, TokenBudgets budgets, Clock clock) {
    this.metering = metering;
    this.ledger = ledger;
    this.budgets = budgets;
    this.clock = clock;
  }

  /// What a user may spend a day, and has spent.
  ///
  /// @param budgetPerDay empty without a limit
  /// @param days newest first, one entry for each model that was asked that day
  public record Report(OptionalLong budgetPerDay, List<TokenLedger.DayUsage> days) {}

  /// @param days how many to look back, today (in UTC) included; at least 1
  public Report of(Caller caller, int days) {
    metering.awaitSettled(PATIENCE); // so that nobody misses what he just spent here
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return new Report(
        budgets.of(caller.tier()), ledger.usage(caller.id(), today.minusDays(days - 1L)));
  }
}
