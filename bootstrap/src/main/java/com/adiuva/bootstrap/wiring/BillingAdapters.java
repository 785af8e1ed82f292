package com.adiuva.bootstrap.wiring;

import com.adiuva.adapters.billing.stripe.StripeGateway;
import com.adiuva.adapters.billing.stripe.StripeSettings;
import com.adiuva.adapters.persistence.billing.PostgresCheckouts;
import com.adiuva.adapters.persistence.billing.PostgresEventInbox;
import com.adiuva.adapters.persistence.billing.PostgresSubscriptions;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.application.Adiuva.BillingPorts;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.TierPolicy;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What billing is made of, for the server and for the commands beside it.
///
/// @param gateway empty when nobody collects money
public record BillingAdapters(Optional<PaymentGateway> gateway, TierPolicy tiers) {

  /// Opens what the settings name.
  ///
  /// @param random thread-safe
  /// @param opened closes it
  public static BillingAdapters open(
      Settings settings, Clock clock, RandomGenerator random, Opened opened) throws StartException {
    Optional<StripeSettings> stripe = settings.billing().stripe();
    Optional<PaymentGateway> gateway =
        stripe.isEmpty()
            ? Optional.empty()
            : Optional.of(opened.open(() -> new StripeGateway(stripe.get(), clock, random)));
    return new BillingAdapters(gateway, tiers(settings, clock));
  }

  /// Which tier a subscription makes by the settings.
  public static TierPolicy tiers(Settings settings, Clock clock) {
    return new TierPolicy(settings.accounts().defaultTier(), settings.billing().grace(), clock);
  }

  public BillingPorts ports(Database database) {
    return new BillingPorts(
        new PostgresSubscriptions(database),
        new PostgresCheckouts(database),
        new PostgresEventInbox(database),
        gateway,
        tiers);
  }
}
