package com.adiuva.adapters.billing.stripe;

import static com.adiuva.domain.billing.PaymentGatewayContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.billing.BillingEvent;
import com.adiuva.domain.billing.SignedEvent;
import com.adiuva.domain.shared.BillingProblem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which requests to the webhook are Stripe's, and what is read from them.
final class SignedEventsTest {
  private static final Instant NOW = People.NOON;
  private static final URI BASE = URI.create("http://127.0.0.1:1");
  private static final String BODY =
      """
      {"id":"evt_1","object":"event","api_version":"2019-02-19","livemode":false,
      "type":"invoice.paid","data":{"object":{"object":"invoice","customer":"cus_1"}}}\
      """;
  private final SignedEvents events = new SignedEvents(Connections.settings(BASE, "sk_test_1"));

  private BillingEvent verify(String body) {
    SignedEvent signed = ScriptedStripe.signed(body, NOW, ScriptedStripe.WEBHOOK_SECRET);
    return events.verify(signed.bytes(), signed.signature(), NOW);
  }

  private void assertRefused(byte[] body, @Nullable String signature) {
    assertProblem(BillingProblem.InvalidSignature.class, () -> events.verify(body, signature, NOW));
  }

  @Test
  void readsEventsOfAnyApiVersion() {
    assertThat(verify(BODY)).isEqualTo(new BillingEvent("evt_1", "invoice.paid", "cus_1"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ",",
        "=",
        "t",
        "t=",
        "v1",
        "v1=",
        "t=abc",
        "t=abc,v1=SIG",
        "t,v1=SIG",
        "t=NOW",
        "t=NOW,v1",
        "t=NOW,v1=",
        "t=NOW,v1=zz",
        "t=NOW,v1=SI",
        "t=NOW,v0=SIG",
        "t=NOW,V1=SIG",
        "v1=SIG",
        "t=-NOW,v1=SIG",
        "t=+NOW,v1=SIG",
        "t= NOW,v1=SIG",
        "t=NOW,t=NOW,v1=SIG",
        "t=99999999999999999999,v1=SIG",
        "t=999999999999,v1=SIG",
        "t=0,v1=SIG",
        "t=١٢٣,v1=SIG",
        "t=NOW;v1=SIG",
        "SIG",
      })
  void w01_refusesMalformedHeaders(@Nullable String header) {
    String good = ScriptedStripe.signed(BODY, NOW, ScriptedStripe.WEBHOOK_SECRET).signature();
    String hex = good.replaceAll(".*v1=([0-9a-f]+).*", "$1");
    String filled =
        header == null
            ? null
            : header
                .replace("NOW", String.valueOf(NOW.getEpochSecond()))
                .replace("SIG", hex)
                .replace("SI", hex.substring(1));
    assertRefused(BODY.getBytes(StandardCharsets.UTF_8), filled);
  }

  @Test
  void w01_refusesHeadersWithoutEnd() {
    SignedEvent signed = ScriptedStripe.signed(BODY, NOW, ScriptedStripe.WEBHOOK_SECRET);
    assertRefused(signed.bytes(), signed.signature() + ",v1=00".repeat(1_000));
  }

  @Test
  void w01_refusesBodiesWrittenAnew() {
    SignedEvent signed = ScriptedStripe.signed(BODY, NOW, ScriptedStripe.WEBHOOK_SECRET);
    assertRefused(BODY.replace("\n", "").getBytes(StandardCharsets.UTF_8), signed.signature());
    assertRefused((BODY + "\n").getBytes(StandardCharsets.UTF_8), signed.signature());
  }

  @Test
  void w01_refusesOtherSecrets() {
    for (String secret : new String[] {"whsec_other", "sk_test_1", " "}) {
      SignedEvent signed = ScriptedStripe.signed(BODY, NOW, secret);
      assertRefused(signed.bytes(), signed.signature());
    }
  }

  @Test
  void w03_takesAnySecretAndAnySignatureOfSeveral() {
    SignedEvent older = ScriptedStripe.signed(BODY, NOW, "whsec_older");
    SignedEvent newer = ScriptedStripe.signed(BODY, NOW, ScriptedStripe.WEBHOOK_SECRET);
    assertThat(events.verify(older.bytes(), older.signature(), NOW).id()).isEqualTo("evt_1");
    assertThat(events.verify(newer.bytes(), newer.signature(), NOW).id()).isEqualTo("evt_1");
    String rolling = newer.signature().replace(",v1=", ",v1=" + "0".repeat(64) + ",v1=");
    assertThat(events.verify(newer.bytes(), rolling, NOW).id()).isEqualTo("evt_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"evt_1\"",
        "{",
        "{}",
        "{\"id\":\"evt_1\",\"type\":\"a\",\"livemode\":false}",
        "{\"id\":\"evt_1\",\"type\":\"a\",\"livemode\":false,\"data\":{\"object\":[]}}",
        "{\"id\":\"evt_1\",\"type\":\"a\",\"data\":{\"object\":{}}}",
        "{\"id\":\"evt_1\",\"type\":\"a\",\"livemode\":\"false\",\"data\":{\"object\":{}}}",
        "{\"id\":1,\"type\":\"a\",\"livemode\":false,\"data\":{\"object\":{}}}",
        "{\"id\":\"\",\"type\":\"a\",\"livemode\":false,\"data\":{\"object\":{}}}",
        "{\"id\":\"e\\u0000\",\"type\":\"a\",\"livemode\":false,\"data\":{\"object\":{}}}",
        "{\"id\":\"evt_1\",\"type\":null,\"livemode\":false,\"data\":{\"object\":{}}}",
        "{\"id\":\"evt_1\",\"id\":\"e\",\"type\":\"a\",\"livemode\":false,\"data\":{\"object\":{}}}",
        "{\"id\":\"evt_1\",\"type\":\"a\",\"livemode\":false,\"data\":{\"object\":{}}} x",
        "{\"id\":\"evt_1\",\"type\":\"a\",\"livemode\":false,\"data\":{\"object\":{}}}{}",
        "{\"id\":\"evt_1\",\"type\":\"a\",\"livemode\":false,\"data\":{\"object\":{\"a\":NaN}}}",
      })
  void refusesSignedBodiesThatAreNoEvents(String body) {
    assertProblem(BillingProblem.InvalidSignature.class, () -> verify(body));
  }

  @Test
  void refusesWhatIsNotUtf8OrTooDeep() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    assertProblem(
        BillingProblem.InvalidSignature.class,
        () -> verify(BODY.replace("\"cus_1\"", "\"cus_1\",\"a\":" + deep)));
    assertProblem(
        BillingProblem.InvalidSignature.class,
        () -> verify(BODY.replace("\"cus_1\"", "1" + "0".repeat(2_000))));
    assertProblem(BillingProblem.InvalidSignature.class, () -> verify("\ufeff" + BODY));
  }

  @Test
  void w06_readsUnknownTypesAndHugeMetadata() {
    String huge = "\"m\":\"" + "x".repeat(200_000) + "\",\"customer\":\"cus_1\"";
    assertThat(verify(BODY.replace("\"customer\":\"cus_1\"", huge)).customerId())
        .isEqualTo("cus_1");
    BillingEvent unknown = verify(BODY.replace("invoice.paid", "v7.unheard.of"));
    assertThat(unknown.concernsSubscription()).isFalse();
    assertThat(verify(BODY.replace("\"cus_1\"", "null")).customerId()).isNull();
    assertThat(verify(BODY.replace("\"cus_1\"", "7")).customerId()).isNull();
    assertThat(verify(BODY.replace("\"cus_1\"", "{\"id\":\"cus_2\"}")).customerId())
        .isEqualTo("cus_2");
    String customer = "{\"object\":\"customer\",\"id\":\"cus_3\"}";
    assertThat(verify(BODY.replaceAll("\\{\"object\":\"invoice\".*?}", customer)).customerId())
        .isEqualTo("cus_3");
  }

  @Test
  void w06_takesNoEffectFromTheOtherMode() {
    String live = BODY.replace("\"livemode\":false", "\"livemode\":true");
    assertThat(verify(live)).isEqualTo(new BillingEvent("evt_1", "invoice.paid", null));
    SignedEvents inProd = new SignedEvents(Connections.settings(BASE, "rk_live_1"));
    SignedEvent test = ScriptedStripe.signed(BODY, NOW, ScriptedStripe.WEBHOOK_SECRET);
    assertThat(inProd.verify(test.bytes(), test.signature(), NOW).customerId()).isNull();
    SignedEvent real = ScriptedStripe.signed(live, NOW, ScriptedStripe.WEBHOOK_SECRET);
    assertThat(inProd.verify(real.bytes(), real.signature(), NOW).customerId()).isEqualTo("cus_1");
  }
}
