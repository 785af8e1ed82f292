package com.adiuva.bootstrap.campaigns;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.domain.billing.PayingCustomers;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Somebody who subscribes, pays or does not, cancels, and subscribes again.
final class Buyer {
  private static final String PASSWORD = "survives a kill -9";

  private final String email;
  private final ScriptedStripe stripe;
  private final Random random;
  private String token = "";
  private String tier = "pro";
  private @Nullable String subscription;
  private int paid;

  Buyer(String email, ScriptedStripe stripe, Random random) {
    this.email = email;
    this.stripe = stripe;
    this.random = random;
  }

  /// How many pages he paid on.
  int paid() {
    return paid;
  }

  String email() {
    return email;
  }

  ApiClient.Answer get(ApiClient api, String path) throws IOException, InterruptedException {
    return StorageClient.expect(200, api.get(path, token));
  }

  void signIn(ApiClient api, int cycle, String address) throws IOException, InterruptedException {
    token =
        StorageClient.patiently(() ->
                cycle == 0
                    ? StorageClient.expect(201, api.register(email, PASSWORD, address))
                    : StorageClient.expect(200, api.login(email, PASSWORD, address)))
            .text("access_token");
  }

  void step(ApiClient api) throws IOException, InterruptedException {
    if (subscription == null) {
      buy(api);
    } else if (random.nextInt(6) == 0) {
      api.send("DELETE", "/billing/subscription?when=now", token, null, Map.of());
    } else {
      live(subscription);
    }
  }

  /// A refusal means that the end of the last subscription has not been heard of yet. The wish
  /// stays the same until it is paid, since a reply may have been lost.
  private void buy(ApiClient api) throws IOException, InterruptedException {
    ApiClient.Answer page = api.post("/billing/checkout", token, Map.of("tier", tier));
    if (page.status() == 200) {
      String session = page.text("checkout_url").replaceAll(".*/", "");
      subscription = stripe.customers().pay(session);
      paid++;
      tier = random.nextBoolean() ? "pro" : "power";
    } else if (page.status() != 409 && page.status() != 503) {
      throw new AssertionError("checkout: " + page.body());
    }
  }

  private void live(String id) {
    PayingCustomers acts = stripe.customers();
    try {
      switch (random.nextInt(5)) {
        case 0, 1 -> acts.failPayment(id);
        case 2 -> acts.recover(id);
        case 3 -> acts.endPeriod(id);
        default -> acts.giveUp(id);
      }
    } catch (IllegalStateException e) {
      subscription = null; // it has ended
    }
  }
}
