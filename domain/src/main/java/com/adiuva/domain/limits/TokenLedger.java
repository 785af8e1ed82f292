package com.adiuva.domain.limits;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Counts the tokens that each user spends with language models, per model and day. It knows
/// numbers and names of models, nothing of what was said.
///
/// Where a user has a budget, tokens are reserved before a call and settled after it. Whatever the
/// concurrency, what is settled and what is reserved for a day never exceed the limit at the moment
/// of a reservation. A call may turn out to need more than was reserved for it: that is counted,
/// and the next reservation is refused. A reservation whose holder died counts until it expires.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface TokenLedger {

  /// What one call may need.
  ///
  /// @param day in UTC, on which the call counts
  /// @param least how many tokens it needs in any case, at least 1
  /// @param wanted how many it would like, at least `least`
  /// @param expiresAt when it must be over, whatever became of it
  record Reservation(
      UUID id, UserId user, LocalDate day, long least, long wanted, Instant expiresAt) {
    public Reservation {
      if (least < 1 || wanted < least) {
        throw new IllegalArgumentException("a reservation wants at least what it needs");
      }
    }
  }

  /// The answer to a reservation.
  ///
  /// @param tokens how many were reserved: `wanted`, or as many as were left, at least `least`; 0
  ///   when not even these were left
  /// @param used how many of the day's tokens were settled or reserved before
  record Grant(long tokens, long used) {
    public boolean isGranted() {
      return tokens > 0;
    }
  }

  /// What one call cost.
  ///
  /// @param model which answered, such as `openai/gpt-4o`
  record Spent(UserId user, LocalDate day, String model, Usage usage) {}

  /// One day with one model.
  record DayUsage(LocalDate day, String model, Usage usage) {}

  /// Reserves tokens, or nothing. Forgets the user's expired reservations.
  ///
  /// @param limit for the day, at least 0
  Grant reserve(Reservation reservation, long limit, Instant now);

  /// Adds what a call cost and gives its reservation up, together. For a user who does not exist
  /// any more nothing is counted, which is no error.
  ///
  /// @param reservation null when none was made; one that is not there any more is no error
  void settle(Spent spent, @Nullable UUID reservation);

  /// Adds what several calls cost that had reserved nothing, all or nothing of it. Users who do not
  /// exist any more are left out.
  ///
  /// @param spent each user, day and model at most once
  void settle(List<Spent> spent);

  /// What the user spent, newest day first, then by the model's name. Days and models without a
  /// call are left out.
  ///
  /// @param from the first day
  List<DayUsage> usage(UserId user, LocalDate from);
}
