package com.adiuva.adapters.billing.stripe;

import com.adiuva.domain.billing.Checkout;
import com.stripe.StripeClient;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.Mode;
import com.stripe.param.checkout.SessionCreateParams.SubscriptionData;
import com.stripe.param.checkout.SessionListParams;
import java.net.URI;
import java.util.List;

/// The pages on which subscriptions are bought.
final class CheckoutSessions {
  private static final String USER = "user_id";
  private static final long PAGE = 100;

  private final StripeClient stripe;
  private final StripeSettings settings;
  private final Prices prices;

  CheckoutSessions(StripeClient stripe, StripeSettings settings, Prices prices) {
    this.stripe = stripe;
    this.settings = settings;
    this.prices = prices;
  }

  Checkout.Page open(String customerId, Checkout checkout, Conversation conversation) {
    SessionCreateParams wanted =
        wanted(customerId, checkout, prices.priceOf(checkout.tier(), conversation));
    return conversation.expect(
        "checkout-" + checkout.id(),
        options -> page(stripe.v1().checkout().sessions().create(wanted, options)));
  }

  private static Checkout.Page page(Session session) {
    return new Checkout.Page(session.getId(), URI.create(session.getUrl()));
  }

  private SessionCreateParams wanted(String customerId, Checkout checkout, String price) {
    String user = checkout.user().toString();
    return SessionCreateParams.builder()
        .setMode(Mode.SUBSCRIPTION)
        .setCustomer(customerId)
        .setClientReferenceId(user)
        .addLineItem(
            LineItem.builder().setPrice(price).setQuantity((long) checkout.seats()).build())
        .setSuccessUrl(settings.successUrl().toString())
        .setCancelUrl(settings.cancelUrl().toString())
        .setExpiresAt(checkout.expiresAt().getEpochSecond())
        .putMetadata(USER, user)
        .setSubscriptionData(SubscriptionData.builder().putMetadata(USER, user).build())
        .build();
  }

  /// The ids of those of a customer that can be paid on. More than a page of them would have taken
  /// him a day of changing his mind.
  List<String> open(String customerId, Conversation conversation) {
    SessionListParams wanted =
        SessionListParams.builder()
            .setCustomer(customerId)
            .setStatus(SessionListParams.Status.OPEN)
            .setLimit(PAGE)
            .build();
    try {
      return conversation
          .ask(null, options -> stripe.v1().checkout().sessions().list(wanted, options))
          .getData()
          .stream()
          .map(Session::getId)
          .toList();
    } catch (Refusal refusal) {
      if (refusal.isMissing()) {
        return List.of();
      }
      throw Conversation.failed(refusal);
    }
  }

  /// False when it was not open any more.
  boolean expire(String sessionId, String key, Conversation conversation) {
    try {
      conversation.ask(
          key, options -> stripe.v1().checkout().sessions().expire(sessionId, options));
      return true;
    } catch (Refusal refusal) {
      if (!isOpen(sessionId, conversation)) {
        return false;
      }
      throw Conversation.failed(refusal);
    }
  }

  private boolean isOpen(String sessionId, Conversation conversation) {
    try {
      Session session =
          conversation.ask(
              null, options -> stripe.v1().checkout().sessions().retrieve(sessionId, options));
      return "open".equals(session.getStatus());
    } catch (Refusal refusal) {
      if (refusal.isMissing()) {
        return false;
      }
      throw Conversation.failed(refusal);
    }
  }
}
