package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Subscriptions, events and checkouts in memory, under one lock: a fake that passes the contracts,
/// for tests of what stands above the ports.
public final class InMemoryBilling implements Subscriptions, EventInbox, Checkouts {
  private final Map<UserId, BillingAccount> accounts = new LinkedHashMap<>();
  private final Map<String, Line> events = new LinkedHashMap<>();
  private final Map<UserId, Checkout> checkouts = new HashMap<>();

  /// Twice is no error.
  public synchronized void add(User user) {
    accounts.putIfAbsent(user.id(), new BillingAccount(user.id(), user.email(), null, null, 0));
  }

  /// As the erasure of an account does.
  public synchronized void erase(UserId user) {
    checkouts.remove(user);
    BillingAccount gone = accounts.remove(user);
    if (gone != null && gone.customerId() != null) {
      BillingEvent erased =
          new BillingEvent(
              "erased_" + gone.customerId(), BillingEvent.ACCOUNT_ERASED, gone.customerId());
      events.put(
          erased.id(), new Line(erased, State.PENDING, Instant.EPOCH, 0, null, Instant.EPOCH));
    }
  }

  @Override
  public synchronized Optional<BillingAccount> of(UserId user) {
    return Optional.ofNullable(accounts.get(user));
  }

  @Override
  public synchronized List<BillingAccount> ofAll(Collection<UserId> users) {
    return users.stream().distinct().flatMap(user -> of(user).stream()).toList();
  }

  @Override
  public synchronized Optional<BillingAccount> ofCustomer(String customerId) {
    return accounts.values().stream()
        .filter(account -> customerId.equals(account.customerId()))
        .findFirst();
  }

  @Override
  public synchronized Optional<String> linkCustomer(UserId user, String customerId) {
    BillingAccount known = accounts.get(user);
    if (known == null) {
      return Optional.empty();
    }
    if (known.customerId() == null) {
      accounts.put(
          user,
          new BillingAccount(
              user, known.email(), customerId, known.subscription(), known.revision()));
    }
    return of(user).map(BillingAccount::customerId);
  }

  @Override
  public synchronized void forgetCustomer(UserId user, String customerId) {
    BillingAccount known = accounts.get(user);
    if (known != null && customerId.equals(known.customerId())) {
      accounts.put(
          user,
          new BillingAccount(user, known.email(), null, known.subscription(), known.revision()));
      checkouts.remove(user);
    }
  }

  @Override
  public synchronized boolean apply(
      BillingAccount account,
      @Nullable Subscription subscription,
      @Nullable String eventId,
      Instant now) {
    BillingAccount known = accounts.get(account.user());
    if (known == null || known.revision() != account.revision()) {
      return false;
    }
    Subscription next = subscription == null ? known.subscription() : subscription;
    accounts.put(
        known.user(),
        new BillingAccount(
            known.user(),
            known.email(),
            known.customerId(),
            next,
            next == null ? 0 : known.revision() + 1));
    if (subscription != null && endsCheckout(known.subscription(), subscription)) {
      checkouts.remove(known.user());
    }
    if (eventId != null) {
      done(eventId, now);
    }
    return true;
  }

  private static boolean endsCheckout(@Nullable Subscription known, Subscription next) {
    return next.isBilled()
        || (next.stripeId() != null
            && (known == null || !next.stripeId().equals(known.stripeId())));
  }

  @Override
  public synchronized List<BillingAccount> billed(@Nullable UserId after, int limit) {
    return accounts.values().stream()
        .filter(account -> account.subscription() != null && account.subscription().isBilled())
        .filter(account -> after == null || account.user().value().compareTo(after.value()) > 0)
        .sorted(Comparator.comparing(account -> account.user().value()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean receive(BillingEvent event, Instant now, Instant lease) {
    return events.putIfAbsent(event.id(), new Line(event, State.PENDING, now, 1, null, lease))
        == null;
  }

  @Override
  public synchronized List<Entry> claim(Instant now, Instant lease, int limit) {
    List<Entry> claimed = new ArrayList<>();
    events.values().stream()
        .filter(line -> line.dueAt() != null && !line.dueAt().isAfter(now))
        .sorted(Comparator.comparing(line -> Objects.requireNonNull(line.dueAt())))
        .limit(limit)
        .toList()
        .forEach(line -> {
          claimed.add(new Entry(line.event(), line.attempts()));
          put(line, State.PENDING, line.attempts() + 1, line.problem(), lease);
        });
    return claimed;
  }

  @Override
  public synchronized void done(String eventId, Instant now) {
    settle(eventId, State.DONE);
  }

  @Override
  public synchronized void ignore(String eventId, Instant now) {
    settle(eventId, State.IGNORED);
  }

  private void settle(String eventId, State state) {
    Line line = events.get(eventId);
    if (line != null) {
      put(line, state, line.attempts(), null, null);
    }
  }

  @Override
  public synchronized void retryAt(String eventId, Instant due, String problem) {
    Line line = events.get(eventId);
    if (line != null && line.state() == State.PENDING) {
      put(line, State.PENDING, line.attempts(), problem, due);
    }
  }

  private void put(
      Line line, State state, int attempts, @Nullable String problem, @Nullable Instant due) {
    events.put(
        line.event().id(),
        new Line(line.event(), state, line.receivedAt(), attempts, problem, due));
  }

  @Override
  public synchronized boolean wasErased(String customerId) {
    return events.values().stream()
        .map(Line::event)
        .anyMatch(event ->
            event.type().equals(BillingEvent.ACCOUNT_ERASED)
                && customerId.equals(event.customerId()));
  }

  @Override
  public synchronized List<Line> newest(@Nullable State state, int limit) {
    return events.values().stream()
        .filter(line -> state == null || line.state() == state)
        .sorted(Comparator.comparing(Line::receivedAt).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Checkout begin(Checkout wish, Instant now) {
    if (!accounts.containsKey(wish.user())) {
      return wish;
    }
    if (open(wish.user(), now).isEmpty()) {
      checkouts.put(wish.user(), wish);
    }
    return open(wish.user(), now).orElse(wish);
  }

  @Override
  public synchronized boolean opened(UUID checkout, Checkout.Page page) {
    checkouts.replaceAll((user, one) ->
        one.id().equals(checkout)
            ? new Checkout(one.id(), user, one.tier(), one.seats(), page, one.expiresAt())
            : one);
    return checkouts.values().stream().anyMatch(one -> one.id().equals(checkout));
  }

  @Override
  public synchronized void close(UUID checkout) {
    checkouts.values().removeIf(one -> one.id().equals(checkout));
  }

  @Override
  public synchronized Optional<Checkout> open(UserId user, Instant now) {
    return Optional.ofNullable(checkouts.get(user)).filter(one -> now.isBefore(one.expiresAt()));
  }
}
