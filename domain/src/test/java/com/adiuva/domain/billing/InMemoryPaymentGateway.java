package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A gateway in this process, for tests of what stands above the port. The test acts as the
/// customers ([#customers]) and delivers the events ([#events]) as it likes, in any order, or not.
public final class InMemoryPaymentGateway implements PaymentGateway {

  /// When a call that fails does so.
  public enum Outage {
    BEFORE_ACTING,
    /// It is refused, with `BillingFailed`.
    REFUSED,
    /// What was asked for happens, but nobody hears of it.
    AFTER_ACTING
  }

  private static final int PAGE = 2;

  private record Session(String customerId, Checkout order, Checkout.Page page) {}

  private final Clock clock;
  private final InMemoryPayments payments;
  private final Map<UUID, String> customers = new HashMap<>();
  private final Map<UUID, Session> sessions = new LinkedHashMap<>();
  private final Deque<Outage> outages = new ArrayDeque<>();

  public InMemoryPaymentGateway(Clock clock) {
    this.clock = clock;
    payments = new InMemoryPayments(clock);
  }

  /// The next calls but [#verify] fail, with `BillingUnavailable` if nothing else is said.
  public synchronized void fail(Outage when, int calls) {
    for (int call = 0; call < calls; call++) {
      outages.add(when);
    }
  }

  /// From now on no call fails on purpose.
  public synchronized void mend() {
    outages.clear();
  }

  public PayingCustomers customers() {
    return payments;
  }

  /// Everything that has happened so far, in order.
  public List<BillingEvent> events() {
    return payments.events();
  }

  /// An event as it comes in a request that is sent now.
  public SignedEvent signed(BillingEvent event) {
    return InMemorySignatures.sign(event, clock.instant());
  }

  /// How many checkout sessions were ever opened, by anybody.
  public synchronized int sessionsOpened() {
    return sessions.size();
  }

  /// How many customers were ever created.
  public synchronized int customersCreated() {
    return customers.size();
  }

  @Override
  public synchronized String createCustomer(Checkout checkout, EmailAddress email) {
    return call(() -> customers.computeIfAbsent(checkout.id(), any -> payments.newCustomer()));
  }

  @Override
  public synchronized boolean knowsCustomer(String customerId) {
    return call(() -> payments.knowsCustomer(customerId));
  }

  @Override
  public synchronized Checkout.Page openCheckout(String customerId, Checkout checkout) {
    return call(() -> {
      payments.requireCustomer(customerId);
      Session session = sessions.computeIfAbsent(checkout.id(), any -> open(customerId, checkout));
      if (!session.customerId().equals(customerId) || !session.order().isSameOrder(checkout)) {
        throw new ProblemException(new BillingProblem.BillingFailed());
      }
      return session.page();
    });
  }

  private Session open(String customerId, Checkout checkout) {
    String id = payments.newSession(customerId, checkout);
    URI url = URI.create("https://pay.example.org/" + id);
    return new Session(customerId, checkout, new Checkout.Page(id, url));
  }

  @Override
  public synchronized boolean expireCheckout(String sessionId) {
    return call(() -> payments.expire(sessionId));
  }

  @Override
  public synchronized void expireCheckouts(String customerId) {
    run(() -> payments.expireAll(customerId));
  }

  @Override
  public synchronized URI openPortal(String customerId) {
    return call(() -> {
      payments.requireCustomer(customerId);
      return URI.create("https://portal.example.org/" + customerId);
    });
  }

  @Override
  public synchronized void cancelAtPeriodEnd(String subscriptionId, boolean cancel) {
    run(() -> payments.cancelAtPeriodEnd(subscriptionId, cancel));
  }

  @Override
  public synchronized void cancelNow(String subscriptionId) {
    run(() -> payments.cancelNow(subscriptionId));
  }

  @Override
  public synchronized void change(String subscriptionId, Tier tier, int seats) {
    run(() -> payments.change(subscriptionId, tier, seats));
  }

  @Override
  public synchronized List<SubscriptionSnapshot> subscriptionsOf(String customerId) {
    return call(() ->
        payments.subscriptions().stream()
            .filter(one -> one.customerId().equals(customerId))
            .toList());
  }

  @Override
  public synchronized Page living(@Nullable String after) {
    return call(() -> {
      List<SubscriptionSnapshot> all = new ArrayList<>(payments.subscriptions());
      if (after != null) {
        int last = all.stream().map(SubscriptionSnapshot::id).toList().indexOf(after);
        all.subList(0, last + 1).clear();
      }
      all.removeIf(one -> one.status().isFinal());
      return all.size() <= PAGE
          ? new Page(List.copyOf(all), null)
          : new Page(List.copyOf(all.subList(0, PAGE)), all.get(PAGE - 1).id());
    });
  }

  @Override
  public BillingEvent verify(byte[] body, @Nullable String signature, Instant now) {
    return InMemorySignatures.verify(body, signature, now);
  }

  private void run(Runnable action) {
    call(() -> {
      action.run();
      return true;
    });
  }

  private <T> T call(Supplier<T> action) {
    Outage outage = outages.poll();
    if (outage == Outage.BEFORE_ACTING) {
      throw new ProblemException(new BillingProblem.BillingUnavailable());
    }
    if (outage == Outage.REFUSED) {
      throw new ProblemException(new BillingProblem.BillingFailed());
    }
    T answer = action.get();
    if (outage == Outage.AFTER_ACTING) {
      throw new ProblemException(new BillingProblem.BillingUnavailable());
    }
    return answer;
  }
}
