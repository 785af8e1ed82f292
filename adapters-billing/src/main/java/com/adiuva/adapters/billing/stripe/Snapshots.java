package com.adiuva.adapters.billing.stripe;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.shared.InvalidValueException;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads Stripe's subscriptions.
final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  private final Prices prices;

  Snapshots(Prices prices) {
    this.prices = prices;
  }

  /// An item of a subscription that is one of our tiers.
  record Item(SubscriptionItem item, Tier tier) {
    int seats() {
      Long quantity = item.getQuantity();
      return quantity == null ? 1 : Math.clamp(quantity, 1, Integer.MAX_VALUE);
    }
  }

  List<SubscriptionSnapshot> of(List<Subscription> subscriptions, Conversation conversation) {
    return subscriptions.stream().flatMap(one -> of(one, conversation).stream()).toList();
  }

  /// Empty when it is to something else than our prices.
  private Optional<SubscriptionSnapshot> of(Subscription one, Conversation conversation) {
    try {
      SubscriptionStatus status = SubscriptionStatus.ofWireName(String.valueOf(one.getStatus()));
      return item(one, conversation)
          .map(ours ->
              new SubscriptionSnapshot(
                  one.getId(),
                  one.getCustomer(),
                  ours.tier(),
                  status,
                  ours.seats(),
                  instant(ours.item().getCurrentPeriodEnd()),
                  endsWithPeriod(one),
                  Objects.requireNonNullElse(instant(one.getCreated()), Instant.EPOCH)));
    } catch (InvalidValueException e) {
      LOG.error("Stripe's subscription {} has a status we do not know", one.getId());
      return Optional.empty();
    }
  }

  /// What of the subscription is ours.
  Optional<Item> item(Subscription subscription, Conversation conversation) {
    if (subscription.getItems() == null) {
      return Optional.empty();
    }
    return subscription.getItems().getData().stream()
        .flatMap(item ->
            prices.tierOf(item.getPrice(), conversation).map(t -> new Item(item, t)).stream())
        .findFirst();
  }

  /// Said in one of two ways: by whoever asked for the period's end, or, from Stripe's own portal,
  /// by a moment.
  static boolean endsWithPeriod(Subscription subscription) {
    return Boolean.TRUE.equals(subscription.getCancelAtPeriodEnd())
        || subscription.getCancelAt() != null;
  }

  static boolean hasEnded(Subscription subscription) {
    return SubscriptionStatus.CANCELED.wireName().equals(subscription.getStatus())
        || SubscriptionStatus.INCOMPLETE_EXPIRED.wireName().equals(subscription.getStatus());
  }

  private static @Nullable Instant instant(@Nullable Long seconds) {
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }
}
