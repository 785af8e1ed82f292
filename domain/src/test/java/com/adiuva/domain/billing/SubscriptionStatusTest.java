package com.adiuva.domain.billing;

import static com.adiuva.domain.billing.SubscriptionStatus.ACTIVE;
import static com.adiuva.domain.billing.SubscriptionStatus.CANCELED;
import static com.adiuva.domain.billing.SubscriptionStatus.INCOMPLETE;
import static com.adiuva.domain.billing.SubscriptionStatus.INCOMPLETE_EXPIRED;
import static com.adiuva.domain.billing.SubscriptionStatus.PAST_DUE;
import static com.adiuva.domain.billing.SubscriptionStatus.PAUSED;
import static com.adiuva.domain.billing.SubscriptionStatus.TRIALING;
import static com.adiuva.domain.billing.SubscriptionStatus.UNPAID;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.Tier;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The table of edges, written down a second time and by hand.
class SubscriptionStatusTest {
  private static final Map<SubscriptionStatus, Set<SubscriptionStatus>> EDGES =
      Map.of(
          INCOMPLETE,
          Set.of(TRIALING, ACTIVE, PAST_DUE, UNPAID, PAUSED, CANCELED, INCOMPLETE_EXPIRED),
          INCOMPLETE_EXPIRED,
          Set.of(),
          TRIALING,
          Set.of(ACTIVE, PAST_DUE, UNPAID, PAUSED, CANCELED),
          ACTIVE,
          Set.of(TRIALING, PAST_DUE, UNPAID, PAUSED, CANCELED),
          PAST_DUE,
          Set.of(TRIALING, ACTIVE, UNPAID, PAUSED, CANCELED),
          UNPAID,
          Set.of(TRIALING, ACTIVE, PAST_DUE, PAUSED, CANCELED),
          PAUSED,
          Set.of(TRIALING, ACTIVE, PAST_DUE, UNPAID, CANCELED),
          CANCELED,
          Set.of());

  @Test
  void everyEdgeIsInTheTable() {
    for (SubscriptionStatus from : SubscriptionStatus.values()) {
      assertThat(from.next()).as(from.name()).isEqualTo(EDGES.get(from));
      assertThat(from.isFinal()).isEqualTo(from.next().isEmpty());
      assertThat(SubscriptionStatus.ofWireName(from.wireName())).isEqualTo(from);
    }
  }

  @Test
  void whatIsPaidEntitlesAndAFailedPaymentForAWhile() {
    Duration grace = Duration.ofDays(7);
    Set<SubscriptionStatus> entitling = EnumSet.noneOf(SubscriptionStatus.class);
    for (SubscriptionStatus status : SubscriptionStatus.values()) {
      if (Purses.subscription("sub", Tier.PRO, status).entitlesAt(Purses.NOW, grace)) {
        entitling.add(status);
      }
    }
    assertThat(entitling).containsExactlyInAnyOrder(TRIALING, ACTIVE, PAST_DUE);
    Subscription failed = Purses.subscription("sub", Tier.PRO, PAST_DUE);
    assertThat(failed.entitlesAt(Purses.NOW.plus(grace).minusMillis(1), grace)).isTrue();
    assertThat(failed.entitlesAt(Purses.NOW.plus(grace), grace)).isFalse();
  }
}
