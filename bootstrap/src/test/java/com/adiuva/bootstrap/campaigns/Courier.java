package com.adiuva.bootstrap.campaigns;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.adapters.billing.testkit.StripeEvent;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Delivers events as Stripe does: in any order, some of them twice, and each until it is
/// acknowledged.
final class Courier {
  private static final double TWICE = 0.2;

  private final ScriptedStripe stripe;
  private final Random random;
  private final Set<String> acknowledged = Collections.synchronizedSet(new HashSet<>());

  Courier(ScriptedStripe stripe, Random random) {
    this.stripe = stripe;
    this.random = random;
  }

  int backlog() {
    return stripe.events().size() - acknowledged.size();
  }

  Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /// Delivers one, if there is any to deliver.
  ///
  /// @return whether it was acknowledged
  boolean step(URI webhook) throws IOException, InterruptedException {
    List<StripeEvent> events = new ArrayList<>(stripe.events());
    boolean again = random.nextDouble() < TWICE;
    if (!again) {
      events.removeIf(event -> acknowledged.contains(event.id()));
    }
    return !events.isEmpty() && deliver(events.get(random.nextInt(events.size())), webhook);
  }

  /// Delivers what was not acknowledged, until all is.
  void finish(URI webhook) throws IOException, InterruptedException {
    for (StripeEvent event : stripe.events()) {
      if (!acknowledged.contains(event.id()) && !deliver(event, webhook)) {
        throw new AssertionError(event.id() + " was not acknowledged");
      }
    }
  }

  private boolean deliver(StripeEvent event, URI webhook) throws IOException, InterruptedException {
    int status = stripe.deliver(event, webhook);
    if (status == 200) {
      acknowledged.add(event.id());
    } else if (status != 503) {
      throw new AssertionError(event.id() + " was answered " + status);
    }
    return status == 200;
  }
}
