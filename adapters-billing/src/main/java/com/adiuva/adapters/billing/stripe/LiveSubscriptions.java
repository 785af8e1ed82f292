package com.adiuva.adapters.billing.stripe;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import com.stripe.StripeClient;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.SubscriptionUpdateParams.PaymentBehavior;
import com.stripe.param.SubscriptionUpdateParams.ProrationBehavior;
import com.stripe.param.common.EmptyParam;
import java.util.Set;

/// What can be done to a subscription while it lives. What is so already is not asked for again.
///
/// Keys are fresh for each call and stay the same through its attempts. One derived from the wish
/// would make Stripe repeat an old answer to whoever cancels, resumes and cancels again.
final class LiveSubscriptions {
  private static final Set<String> PAID = Set.of("active", "trialing");

  private final StripeClient stripe;
  private final Prices prices;
  private final Snapshots snapshots;

  LiveSubscriptions(StripeClient stripe, Prices prices, Snapshots snapshots) {
    this.stripe = stripe;
    this.prices = prices;
    this.snapshots = snapshots;
  }

  void cancelAtPeriodEnd(String id, boolean cancel, String key, Conversation conversation) {
    Subscription now = living(id, conversation);
    if (Snapshots.endsWithPeriod(now) == cancel) {
      return;
    }
    SubscriptionUpdateParams.Builder wanted = SubscriptionUpdateParams.builder();
    if (!cancel && !Boolean.TRUE.equals(now.getCancelAtPeriodEnd())) {
      wanted.setCancelAt(EmptyParam.EMPTY);
    } else {
      wanted.setCancelAtPeriodEnd(cancel);
    }
    update(id, wanted.build(), key, conversation);
  }

  void change(String id, Tier tier, int seats, String key, Conversation conversation) {
    Subscription now = living(id, conversation);
    if (!PAID.contains(now.getStatus())) {
      throw new ProblemException(new BillingProblem.PaymentOpen());
    }
    Snapshots.Item item =
        snapshots
            .item(now, conversation)
            .orElseThrow(() -> new ProblemException(new BillingProblem.NoSubscription()));
    String price = prices.priceOf(tier, conversation);
    if (item.seats() == seats && price.equals(item.item().getPrice().getId())) {
      return;
    }
    update(
        id,
        SubscriptionUpdateParams.builder()
            .addItem(
                SubscriptionUpdateParams.Item.builder()
                    .setId(item.item().getId())
                    .setPrice(price)
                    .setQuantity((long) seats)
                    .build())
            .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
            .setPaymentBehavior(PaymentBehavior.ERROR_IF_INCOMPLETE)
            .build(),
        key,
        conversation);
  }

  void cancelNow(String id, Conversation conversation) {
    living(id, conversation);
    try {
      conversation.ask(null, options -> stripe.v1().subscriptions().cancel(id, options));
    } catch (Refusal refusal) {
      // Stripe keeps no keys of deletions: after a lost reply it does not find it any more.
      if (!refusal.isRepeated() || !hasEnded(id, conversation)) {
        throw noneOrFailed(id, refusal, conversation);
      }
    }
  }

  private void update(
      String id, SubscriptionUpdateParams wanted, String key, Conversation conversation) {
    try {
      conversation.ask(key, options -> stripe.v1().subscriptions().update(id, wanted, options));
    } catch (Refusal refusal) {
      throw noneOrFailed(id, refusal, conversation);
    }
  }

  private ProblemException noneOrFailed(String id, Refusal refusal, Conversation conversation) {
    return hasEnded(id, conversation)
        ? new ProblemException(new BillingProblem.NoSubscription(), refusal)
        : Conversation.failed(refusal);
  }

  private boolean hasEnded(String id, Conversation conversation) {
    try {
      living(id, conversation);
      return false;
    } catch (ProblemException e) {
      if (e.problem() instanceof BillingProblem.NoSubscription) {
        return true;
      }
      throw e;
    }
  }

  private Subscription living(String id, Conversation conversation) {
    try {
      Subscription found =
          conversation.ask(null, options -> stripe.v1().subscriptions().retrieve(id, options));
      if (!Snapshots.hasEnded(found)) {
        return found;
      }
    } catch (Refusal refusal) {
      if (!refusal.isMissing()) {
        throw Conversation.failed(refusal);
      }
    }
    throw new ProblemException(new BillingProblem.NoSubscription());
  }
}
