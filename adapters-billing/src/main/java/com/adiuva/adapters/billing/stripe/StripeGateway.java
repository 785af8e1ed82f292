package com.adiuva.adapters.billing.stripe;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.Checkout;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.shared.RandomUuid;
import com.stripe.StripeClient;
import com.stripe.model.Customer;
import com.stripe.model.StripeCollection;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.SubscriptionListParams;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Stripe. One client with a key of its own; closing it ends the calls under way.
public final class StripeGateway implements PaymentGateway, AutoCloseable {
  private static final long PAGE = 100;

  /// More subscriptions than a customer of ours ever has.
  private static final int MOST_PAGES = 10;

  private final StripeSettings settings;
  private final RandomGenerator random;
  private final Patience patience;
  private final Transport transport;
  private final StripeClient stripe;
  private final Snapshots snapshots;
  private final CheckoutSessions sessions;
  private final LiveSubscriptions subscriptions;
  private final SignedEvents events;

  /// @param random thread-safe
  public StripeGateway(StripeSettings settings, Clock clock, RandomGenerator random) {
    this(settings, clock, random, Patience.USUAL);
  }

  StripeGateway(StripeSettings settings, Clock clock, RandomGenerator random, Patience patience) {
    this.settings = settings;
    this.random = random;
    this.patience = patience;
    this.transport = new Transport(patience);
    this.stripe =
        StripeClient.builder()
            .setApiKey(settings.secretKey())
            .setApiBase(settings.apiBase().toString())
            .setHttpClient(transport)
            .build();
    Prices prices = new Prices(stripe, clock);
    this.snapshots = new Snapshots(prices);
    this.sessions = new CheckoutSessions(stripe, settings, prices);
    this.subscriptions = new LiveSubscriptions(stripe, prices, snapshots);
    this.events = new SignedEvents(settings);
  }

  @Override
  public String createCustomer(Checkout checkout, EmailAddress email) {
    CustomerCreateParams wanted =
        CustomerCreateParams.builder()
            .setEmail(email.value())
            .putMetadata("user_id", checkout.user().toString())
            .build();
    return begin("create customer")
        .expect(
            "customer-" + checkout.id(), options -> stripe.v1().customers().create(wanted, options))
        .getId();
  }

  @Override
  public boolean knowsCustomer(String customerId) {
    try {
      Customer found =
          begin("look up customer")
              .ask(null, options -> stripe.v1().customers().retrieve(customerId, options));
      return !Boolean.TRUE.equals(found.getDeleted());
    } catch (Refusal refusal) {
      if (refusal.isMissing()) {
        return false;
      }
      throw Conversation.failed(refusal);
    }
  }

  @Override
  public Checkout.Page openCheckout(String customerId, Checkout checkout) {
    return sessions.open(customerId, checkout, begin("open checkout"));
  }

  @Override
  public boolean expireCheckout(String sessionId) {
    return sessions.expire(sessionId, freshKey(), begin("expire checkout"));
  }

  @Override
  public void expireCheckouts(String customerId) {
    Conversation conversation = begin("expire checkouts");
    for (String session : sessions.open(customerId, conversation)) {
      sessions.expire(session, freshKey(), conversation);
    }
  }

  @Override
  public URI openPortal(String customerId) {
    var wanted =
        com.stripe.param.billingportal.SessionCreateParams.builder()
            .setCustomer(customerId)
            .setReturnUrl(settings.portalReturnUrl().toString())
            .build();
    return begin("open portal")
        .expect(
            freshKey(),
            options ->
                URI.create(
                    stripe.v1().billingPortal().sessions().create(wanted, options).getUrl()));
  }

  @Override
  public void cancelAtPeriodEnd(String subscriptionId, boolean cancel) {
    subscriptions.cancelAtPeriodEnd(
        subscriptionId, cancel, freshKey(), begin(cancel ? "cancel at period end" : "resume"));
  }

  @Override
  public void cancelNow(String subscriptionId) {
    subscriptions.cancelNow(subscriptionId, begin("cancel now"));
  }

  @Override
  public void change(String subscriptionId, Tier tier, int seats) {
    subscriptions.change(subscriptionId, tier, seats, freshKey(), begin("change"));
  }

  @Override
  public List<SubscriptionSnapshot> subscriptionsOf(String customerId) {
    Conversation conversation = begin("subscriptions of a customer");
    SubscriptionListParams.Builder wanted =
        SubscriptionListParams.builder()
            .setCustomer(customerId)
            .setStatus(SubscriptionListParams.Status.ALL);
    List<Subscription> all = new ArrayList<>();
    try {
      String next = null;
      for (int page = 0; page == 0 || (next != null && page < MOST_PAGES); page++) {
        StripeCollection<Subscription> found = page(wanted, next, conversation);
        all.addAll(found.getData());
        next = next(found);
      }
    } catch (Refusal refusal) {
      if (!refusal.isMissing()) {
        throw Conversation.failed(refusal);
      }
    }
    return snapshots.of(all, conversation);
  }

  @Override
  public Page living(@Nullable String after) {
    Conversation conversation = begin("living subscriptions");
    try {
      StripeCollection<Subscription> found =
          page(SubscriptionListParams.builder(), after, conversation);
      List<SubscriptionSnapshot> ours =
          snapshots.of(found.getData(), conversation).stream()
              .filter(one -> !one.status().isFinal())
              .toList();
      return new Page(ours, next(found));
    } catch (Refusal refusal) {
      throw Conversation.failed(refusal);
    }
  }

  private StripeCollection<Subscription> page(
      SubscriptionListParams.Builder wanted, @Nullable String after, Conversation conversation)
      throws Refusal {
    wanted.setLimit(PAGE);
    if (after != null) {
      wanted.setStartingAfter(after);
    }
    return conversation.ask(
        null, options -> stripe.v1().subscriptions().list(wanted.build(), options));
  }

  private static @Nullable String next(StripeCollection<Subscription> page) {
    return Boolean.TRUE.equals(page.getHasMore()) && !page.getData().isEmpty()
        ? page.getData().getLast().getId()
        : null;
  }

  @Override
  public BillingEvent verify(byte[] body, @Nullable String signature, Instant now) {
    return events.verify(body, signature, now);
  }

  private Conversation begin(String purpose) {
    return new Conversation(purpose, patience, random);
  }

  private String freshKey() {
    return RandomUuid.from(random).toString();
  }

  @Override
  public void close() {
    transport.close();
  }
}
