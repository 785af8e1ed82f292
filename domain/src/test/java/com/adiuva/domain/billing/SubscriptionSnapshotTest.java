package com.adiuva.domain.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubscriptionSnapshotTest {
  private static SubscriptionSnapshot snapshot(String id, SubscriptionStatus status, int age) {
    Instant created = Purses.NOW.minusSeconds(age);
    return new SubscriptionSnapshot(
        id, "cus", Tier.PRO, status, 1, Purses.PERIOD_END, false, created);
  }

  @Test
  void whatIsPaidCountsBeforeWhatIsNotAndTheNewestOfThose() {
    List<SubscriptionSnapshot> all = new ArrayList<>();
    List<SubscriptionSnapshot> bestLast =
        List.of(
            snapshot("oldest", SubscriptionStatus.CANCELED, 9),
            snapshot("expired", SubscriptionStatus.INCOMPLETE_EXPIRED, 1),
            snapshot("incomplete", SubscriptionStatus.INCOMPLETE, 5),
            snapshot("unpaid", SubscriptionStatus.UNPAID, 4),
            snapshot("failed", SubscriptionStatus.PAST_DUE, 2),
            snapshot("trial", SubscriptionStatus.TRIALING, 8),
            snapshot("paid", SubscriptionStatus.ACTIVE, 7));
    assertThat(SubscriptionSnapshot.decisive(all)).isEmpty();
    Random random = new Random(5);
    for (SubscriptionSnapshot next : bestLast) {
      all.add(next);
      for (int i = 0; i < 20; i++) {
        Collections.shuffle(all, random);
        assertThat(SubscriptionSnapshot.decisive(all)).contains(next);
      }
    }
  }

  @Test
  void graceBeginsWhenThePaymentFailedFirst() {
    SubscriptionSnapshot failed = snapshot("sub", SubscriptionStatus.PAST_DUE, 9);
    Subscription first = failed.after(null, Purses.NOW);
    assertThat(first.pastDueSince()).isEqualTo(Purses.NOW);
    assertThat(failed.after(first, Purses.LATER)).isEqualTo(first);
    Subscription other = Purses.subscription("other", Tier.PRO, SubscriptionStatus.PAST_DUE);
    assertThat(failed.after(other, Purses.LATER).pastDueSince()).isEqualTo(Purses.LATER);
    Subscription paid = snapshot("sub", SubscriptionStatus.ACTIVE, 9).after(first, Purses.LATER);
    assertThat(paid.pastDueSince()).isNull();
    assertThat(failed.after(paid, Purses.LATER).pastDueSince()).isEqualTo(Purses.LATER);
  }
}
