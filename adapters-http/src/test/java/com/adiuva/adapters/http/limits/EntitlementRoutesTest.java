package com.adiuva.adapters.http.limits;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.SubscriptionStatus;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntitlementRoutesTest {
  private final TestServer server = new TestServer();

  @AfterAll
  void stop() {
    server.close();
  }

  private String entitlements(SignedIn who) {
    return server.get("/me/entitlements", "Authorization", bearer(who)).body();
  }

  private void subscribe(SignedIn who, Subscription subscription) {
    server.billing.subscribe(who.caller().id(), subscription);
  }

  @Test
  void whoNeverSubscribedHasTheFreeTier() {
    assertThat(entitlements(server.signUp()))
        .isEqualTo(
            "{\"tier\":\"free\",\"status\":\"none\",\"seats\":1,\"requests_per_minute\":20,"
                + "\"agents\":3,\"batch_active\":2,\"cloud_storage_gb\":0,\"backup_gb\":0,"
                + "\"providers\":1,\"batch_builder\":false,\"plugin_marketplace\":false,"
                + "\"sso\":false}");
  }

  @Test
  void unlimitedIsMinusOne() {
    SignedIn ann = server.signUp(Tier.TEAM);
    subscribe(ann, Subscription.granted(Tier.TEAM));
    assertThat(entitlements(ann))
        .isEqualTo(
            "{\"tier\":\"team\",\"status\":\"active\",\"seats\":1,\"requests_per_minute\":200,"
                + "\"agents\":-1,\"batch_active\":-1,\"cloud_storage_gb\":-1,\"backup_gb\":-1,"
                + "\"providers\":-1,\"batch_builder\":true,\"plugin_marketplace\":true,"
                + "\"sso\":true}");
  }

  @Test
  void theTierIsTheCallersAndTheStatusTheSubscriptions() {
    SignedIn ann = server.signUp();
    subscribe(
        ann,
        new Subscription(
            "sub_1",
            Tier.PRO,
            SubscriptionStatus.PAST_DUE,
            1,
            Instant.EPOCH,
            false,
            Instant.EPOCH));
    assertThat(entitlements(ann)).startsWith("{\"tier\":\"free\",\"status\":\"past_due\",");
    assertThat(server.get("/me/entitlements").status()).isEqualTo(401);
  }
}
