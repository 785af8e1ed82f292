package com.adiuva.adapters.persistence.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.Checkouts;
import com.adiuva.domain.billing.CheckoutsContract;
import com.adiuva.domain.billing.EventInbox;
import com.adiuva.domain.billing.EventInboxContract;
import com.adiuva.domain.billing.Subscriptions;
import com.adiuva.domain.billing.SubscriptionsContract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PostgresBillingTest
    implements SubscriptionsContract, EventInboxContract, CheckoutsContract {
  @AutoClose private static final TestDatabase database = TestDatabase.patient();

  private final PostgresUsers users = new PostgresUsers(database.database());
  private final Subscriptions subscriptions = new PostgresSubscriptions(database.database());
  private final EventInbox inbox = new PostgresEventInbox(database.database());
  private final Checkouts checkouts = new PostgresCheckouts(database.database());

  @Override
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public EventInbox inbox() {
    return inbox;
  }

  @Override
  public Checkouts checkouts() {
    return checkouts;
  }

  @Override
  public User newUser() {
    User user = People.somebody();
    users.add(user);
    return user;
  }

  @Override
  public UserId newBuyer() {
    return newUser().id();
  }

  @Override
  public void erase(UserId user) {
    users.erase(user);
  }

  @Test
  void whatWasSettledLongAgoGoesButForErasures() {
    Instant longAgo = People.NOON.minus(Duration.ofDays(91));
    BillingEvent settled = new BillingEvent("evt_old", "invoice.paid", "cus_old");
    BillingEvent pending = new BillingEvent("evt_open", "invoice.paid", "cus_old");
    BillingEvent erased = new BillingEvent("erased_old", BillingEvent.ACCOUNT_ERASED, "cus_old");
    for (BillingEvent event : new BillingEvent[] {settled, pending, erased}) {
      inbox.receive(event, longAgo, longAgo.plusSeconds(60));
    }
    inbox.done(settled.id(), longAgo);
    inbox.done(erased.id(), longAgo);
    inbox.receive(new BillingEvent("evt_new", "invoice.paid", "cus_new"), People.NOON, People.NOON);
    assertThat(inbox.newest(null, 1000))
        .extracting(EventInbox.Line::event)
        .contains(pending, erased)
        .doesNotContain(settled);
  }
}
