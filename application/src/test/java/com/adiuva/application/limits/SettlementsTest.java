package com.adiuva.application.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.limits.InMemoryTokenLedger;
import com.adiuva.domain.limits.TokenLedger;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SettlementsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private final UserId user = new UserId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
  private final GatedLedger ledger = new GatedLedger();
  private final Settlements settlements = new Settlements(ledger, failed -> {});

  @Test
  void nobodyWaitsForWhatOthersSpendMeanwhile() throws Exception {
    settlements.settle(spent(1), null);
    assertThat(settlements.awaitEarlier(Duration.ZERO)).isFalse();
    ledger.awaitKnock();
    CompletableFuture<Boolean> waited = new CompletableFuture<>();
    Thread waiter =
        Thread.ofPlatform().start(() -> waited.completeAsync(this::awaitEarlier, Runnable::run));
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    settlements.settle(spent(2), null);
    ledger.gate.release();
    assertThat(waited).succeedsWithin(PATIENCE).isEqualTo(true);
    assertThat(ledger.total(user)).isEqualTo(1);
    ledger.gate.release();
    assertThat(settlements.awaitEarlier(PATIENCE)).isTrue();
    assertThat(ledger.total(user)).isEqualTo(3);
  }

  @Test
  void whatComesWhileOneIsSettledIsSettledTogether() throws Exception {
    settlements.settle(spent(1), null);
    ledger.awaitKnock();
    for (int i = 0; i < 100; i++) {
      settlements.settle(spent(1), null);
    }
    ledger.gate.release(2);
    assertThat(settlements.awaitEarlier(PATIENCE)).isTrue();
    assertThat(ledger.total(user)).isEqualTo(101);
  }

  @Test
  void whatTheLedgerNeverTakesHoldsNobodyElseUp() throws Exception {
    UUID refused = new UUID(0, 1);
    ledger.refused = refused;
    settlements.settle(spent(1), refused);
    for (int i = 0; i < 10; i++) {
      settlements.settle(spent(1), new UUID(1, i));
      ledger.gate.release();
    }
    assertThat(ledger.refusals.get()).as("tries while others wait, or all at once").isLessThan(20);
    ledger.refused = null;
    ledger.gate.release(10);
    settlements.settle(spent(1), null);
    assertThat(settlements.awaitEarlier(PATIENCE)).isTrue();
    assertThat(ledger.total(user)).isEqualTo(12);
  }

  @Test
  void oneThatBreaksTheSettlerEndsNobodyElses() throws Exception {
    ledger.broken = true;
    settlements.settle(spent(1), null);
    ledger.gate.release();
    assertThat(settlements.awaitEarlier(PATIENCE)).isTrue();
    ledger.broken = false;
    settlements.settle(spent(2), null);
    ledger.gate.release();
    ledger.gate.release();
    assertThat(settlements.awaitEarlier(PATIENCE)).isTrue();
    assertThat(ledger.total(user)).as("the broken one too").isEqualTo(3);
  }

  private boolean awaitEarlier() {
    try {
      return settlements.awaitEarlier(PATIENCE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private TokenLedger.Spent spent(int tokens) {
    return new TokenLedger.Spent(user, TODAY, "model", new Usage(tokens, 0));
  }

  /// Settles once for each permit.
  private static final class GatedLedger implements TokenLedger {
    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean broken;
    private volatile @Nullable UUID refused;

    void awaitKnock() {
      while (!gate.hasQueuedThreads()) {
        Thread.onSpinWait();
      }
    }

    long total(UserId user) {
      return usage(user, TODAY).stream().mapToLong(day -> day.usage().inputTokens()).sum();
    }

    @Override
    public Grant reserve(Reservation reservation, long limit, Instant now) {
      return ledger.reserve(reservation, limit, now);
    }

    @Override
    public void settle(Spent spent, @Nullable UUID reservation) {
      if (reservation != null && reservation.equals(refused)) {
        refusals.incrementAndGet();
        throw new ProblemException(new Problem.DatabaseUnavailable());
      }
      ledger.settle(spent, reservation);
    }

    @Override
    public void settle(List<Spent> spent) {
      gate.acquireUninterruptibly();
      if (broken) {
        throw new AssertionError("as a class that cannot be loaded does");
      }
      ledger.settle(spent);
    }

    @Override
    public List<DayUsage> usage(UserId user, LocalDate from) {
      return ledger.usage(user, from);
    }
  }
}
