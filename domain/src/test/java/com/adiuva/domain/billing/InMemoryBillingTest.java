package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;

final class InMemoryBillingTest
    implements SubscriptionsContract, EventInboxContract, CheckoutsContract {
  private final InMemoryBilling billing = new InMemoryBilling();

  @Override
  public Subscriptions subscriptions() {
    return billing;
  }

  @Override
  public EventInbox inbox() {
    return billing;
  }

  @Override
  public Checkouts checkouts() {
    return billing;
  }

  @Override
  public User newUser() {
    User user = People.somebody();
    billing.add(user);
    return user;
  }

  @Override
  public UserId newBuyer() {
    return newUser().id();
  }

  @Override
  public void erase(UserId user) {
    billing.erase(user);
  }
}
