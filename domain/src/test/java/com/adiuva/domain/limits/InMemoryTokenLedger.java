package com.adiuva.domain.limits;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ledger in this process, for tests of what stands above the port.
public final class InMemoryTokenLedger implements TokenLedger {
  private record Account(UserId user, LocalDate day, String model) {}

  private record Held(UserId user, LocalDate day, long tokens, Instant expiresAt) {}

  private final Map<Account, Usage> settled = new HashMap<>();
  private final Map<UUID, Held> held = new HashMap<>();

  @Override
  public synchronized Grant reserve(Reservation wanted, long limit, Instant now) {
    held.values().removeIf(one -> !now.isBefore(one.expiresAt()));
    long used = used(wanted.user(), wanted.day());
    long tokens = Math.min(wanted.wanted(), limit - used);
    if (tokens < wanted.least()) {
      return new Grant(0, used);
    }
    held.put(wanted.id(), new Held(wanted.user(), wanted.day(), tokens, wanted.expiresAt()));
    return new Grant(tokens, used);
  }

  @Override
  public synchronized void settle(Spent spent, @Nullable UUID reservation) {
    if (reservation != null) {
      held.remove(reservation);
    }
    if (!spent.usage().equals(Usage.NONE)) {
      settled.merge(
          new Account(spent.user(), spent.day(), spent.model()), spent.usage(), Usage::plus);
    }
  }

  @Override
  public synchronized void settle(List<Spent> spent) {
    spent.forEach(one -> settle(one, null));
  }

  @Override
  public synchronized List<DayUsage> usage(UserId user, LocalDate from) {
    return settled.entrySet().stream()
        .filter(entry -> entry.getKey().user().equals(user))
        .filter(entry -> !entry.getKey().day().isBefore(from))
        .map(entry -> new DayUsage(entry.getKey().day(), entry.getKey().model(), entry.getValue()))
        .sorted(Comparator.comparing(DayUsage::day).reversed().thenComparing(DayUsage::model))
        .toList();
  }

  /// How many tokens are reserved now, by anybody.
  public synchronized long reserved() {
    return held.values().stream().mapToLong(Held::tokens).sum();
  }

  private long used(UserId user, LocalDate day) {
    long spent =
        settled.entrySet().stream()
            .filter(entry -> entry.getKey().user().equals(user))
            .filter(entry -> entry.getKey().day().equals(day))
            .mapToLong(entry -> entry.getValue().inputTokens() + entry.getValue().outputTokens())
            .sum();
    long reserved =
        held.values().stream()
            .filter(one -> one.user().equals(user) && one.day().equals(day))
            .mapToLong(Held::tokens)
            .sum();
    return spent + reserved;
  }
}
