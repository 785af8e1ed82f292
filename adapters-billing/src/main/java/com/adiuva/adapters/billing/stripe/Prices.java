package com.adiuva.adapters.billing.stripe;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.ProblemException;
import com.stripe.StripeClient;
import com.stripe.model.Price;
import com.stripe.param.PriceListParams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which price is which tier's: the one with its lookup key. Asked for once and remembered for some
/// minutes, so that a new price is sold soon after its key was moved to it.
final class Prices {
  private static final Logger LOG = LoggerFactory.getLogger(Prices.class);
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final Set<Tier> SOLD = EnumSet.complementOf(EnumSet.of(Tier.FREE));

  private record Sold(Map<Tier, Price> prices, Instant until) {}

  private final StripeClient stripe;
  private final Clock clock;
  private volatile @Nullable Sold remembered;

  Prices(StripeClient stripe, Clock clock) {
    this.stripe = stripe;
    this.clock = clock;
  }

  /// The id of what is charged for a tier today.
  ///
  /// @throws ProblemException `BillingFailed` when nobody set up a price for it
  String priceOf(Tier tier, Conversation conversation) {
    Price price = sold(conversation).get(tier);
    if (price == null) {
      LOG.error("Stripe has no active price with the lookup key {}", lookupKey(tier));
      throw new ProblemException(new BillingProblem.BillingFailed());
    }
    return price.getId();
  }

  /// Which tier is bought by a price. Whoever subscribed before the lookup key was moved to another
  /// price still pays the old one, which is told by its product then.
  Optional<Tier> tierOf(@Nullable Price price, Conversation conversation) {
    if (price == null) {
      return Optional.empty();
    }
    for (Tier tier : SOLD) {
      if (lookupKey(tier).equals(price.getLookupKey())) {
        return Optional.of(tier);
      }
    }
    Map<Tier, Price> sold = sold(conversation);
    Set<Tier> sameProduct = EnumSet.copyOf(SOLD);
    sameProduct.removeIf(tier -> !isSameProduct(sold.get(tier), price));
    return sameProduct.size() == 1 ? sameProduct.stream().findFirst() : Optional.empty();
  }

  private static boolean isSameProduct(@Nullable Price one, Price other) {
    return one != null && one.getProduct() != null && one.getProduct().equals(other.getProduct());
  }

  private Map<Tier, Price> sold(Conversation conversation) {
    Sold known = remembered;
    if (known == null || !clock.instant().isBefore(known.until())) {
      known = new Sold(lookUp(conversation), clock.instant().plus(REMEMBERED));
      remembered = known;
    }
    return known.prices();
  }

  private Map<Tier, Price> lookUp(Conversation conversation) {
    PriceListParams.Builder wanted = PriceListParams.builder().setActive(true).setLimit(10L);
    SOLD.forEach(tier -> wanted.addLookupKey(lookupKey(tier)));
    Map<Tier, Price> found = new EnumMap<>(Tier.class);
    for (Price price :
        conversation
            .expect(null, options -> stripe.v1().prices().list(wanted.build(), options))
            .getData()) {
      SOLD.stream()
          .filter(tier -> lookupKey(tier).equals(price.getLookupKey()))
          .forEach(tier -> found.put(tier, price));
    }
    return found;
  }

  private static String lookupKey(Tier tier) {
    return "price_" + tier.wireName() + "_monthly";
  }
}
