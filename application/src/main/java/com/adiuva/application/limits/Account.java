package com.adiuva.application.limits;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.TokenEstimate;
import com.adiuva.domain.limits.TokenLedger;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.RandomUuid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What one user may spend and has spent, for the calls of one request.
///
/// @param budget for a day; empty without one, and then nothing is reserved
record Account(
    UserId user,
    OptionalLong budget,
    Settlements settlements,
    Clock clock,
    RandomGenerator random) {
  /// How much room an answer is given if there is as much: more than nearly all of them take.
  private static final long ANSWER = 4096;

  /// The least room with which it makes sense to ask at all.
  private static final long SHORTEST_ANSWER = 16;

  /// How long after its deadline a call may still be settled.
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// One call of a model.
  final class Call {
    private final LocalDate day;
    private final @Nullable UUID reservation;

    private Call(LocalDate day, @Nullable UUID reservation) {
      this.day = day;
      this.reservation = reservation;
    }

    /// Counts what it cost, soon or, where there is a budget, now; to be called once. Never throws.
    void settle(String model, Usage usage) {
      settlements.settle(new TokenLedger.Spent(user, day, model, usage), reservation);
    }
  }

  /// Reserves what the call may need, where there is a budget.
  ///
  /// @throws ProblemException with `BudgetExceeded` or `DatabaseUnavailable`
  Call open(ModelRequest request) {
    Instant now = clock.instant();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (budget.isEmpty()) {
      return new Call(day, null);
    }
    long input = TokenEstimate.of(request);
    TokenLedger.Reservation wanted =
        new TokenLedger.Reservation(
            RandomUuid.from(random),
            user,
            day,
            input + SHORTEST_ANSWER,
            input + ANSWER,
            now.plus(request.timeout()).plus(GRACE));
    long limit = budget.getAsLong();
    TokenLedger.Grant grant = settlements.ledger().reserve(wanted, limit, now);
    if (!grant.isGranted()) {
      throw new ProblemException(
          new Problem.BudgetExceeded(
              grant.used(), limit, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
    return new Call(day, wanted.id());
  }
}
