package com.adiuva.application.limits;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.limits.TokenLedger;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Settles calls. An answer that is there is not taken away because its price could not be noted:
/// what the ledger does not take is kept, as far as there is room, and brought to it again with a
/// later call.
final class Settlements {
  private static final int MOST_KEPT = 10_000;

  private record Unsettled(TokenLedger.Spent spent, @Nullable UUID reservation) {}

  private final TokenLedger ledger;
  private final Consumer<UserId> onFailure;
  private final ConcurrentLinkedQueue<Unsettled> kept = new ConcurrentLinkedQueue<>();
  private final AtomicInteger keptCount = new AtomicInteger();

  /// @param onFailure hears whose call could not be settled yet; must not throw
  Settlements(TokenLedger ledger, Consumer<UserId> onFailure) {
    this.ledger = ledger;
    this.onFailure = onFailure;
  }

  TokenLedger ledger() {
    return ledger;
  }

  void settle(TokenLedger.Spent spent, @Nullable UUID reservation) {
    if (tried(new Unsettled(spent, reservation))) {
      Unsettled old = kept.poll();
      if (old != null) {
        keptCount.decrementAndGet();
        tried(old);
      }
    } else {
      onFailure.accept(spent.user());
    }
  }

  private boolean tried(Unsettled call) {
    try {
      ledger.settle(call.spent(), call.reservation());
      return true;
    } catch (RuntimeException e) {
      if (keptCount.incrementAndGet() <= MOST_KEPT) {
        kept.add(call);
      } else {
        keptCount.decrementAndGet();
      }
      return false;
    }
  }
}
