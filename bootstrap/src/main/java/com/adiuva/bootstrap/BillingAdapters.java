package com.adiuva.bootstrap;

import com.adiuva.adapters.persistence.billing.PostgresCheckouts;
import com.adiuva.adapters.persistence.billing.PostgresEventInbox;
import com.adiuva.adapters.persistence.billing.PostgresSubscriptions;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.application.Adiuva.BillingPorts;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.domain.billing.PaymentGateway;
import com.adiuva.domain.billing.TierPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// What billing is made of, for the server and for the commands beside it.
///
/// @param gateway empty when nobody collects money
record BillingAdapters(Optional<PaymentGateway> gateway, TierPolicy tiers) {
  private static final Duration GRACE = Duration.ofDays(7);

  /// What the settings name.
  static BillingAdapters of(Settings settings, Clock clock) {
    return new BillingAdapters(
        Optional.empty(), new TierPolicy(settings.accounts().defaultTier(), GRACE, clock));
  }

  BillingPorts ports(Database database) {
    return new BillingPorts(
        new PostgresSubscriptions(database),
        new PostgresCheckouts(database),
        new PostgresEventInbox(database),
        gateway,
        tiers);
  }
}
