package com.adiuva.adapters.http.shared;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.Blobs;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.IdempotencyKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {
  private static final String KEY = "Idempotency-Key";

  private final TestServer server = new TestServer();
  private final String ann = bearer(server.signUp(Tier.PRO));
  private final String ben = bearer(server.signUp(Tier.PRO));

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer create(String who, String key, String text) {
    return server.post(
        "/storage/records",
        "{\"table\":\"notes\"," + Blobs.fields(text) + "}",
        "Authorization",
        who,
        KEY,
        key);
  }

  @Test
  void theSameAgainIsTheFirstAnswerAgain() {
    Answer first = create(ann, "k1", "x");
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    Answer again = create(ann, "k1", "x");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Content-Type")).isEqualTo("application/json");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    Answer other = create(ann, "k1", "y");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("idempotency_key_reused");
    Answer his = create(ben, "k1", "x");
    assertThat(his.status()).isEqualTo(201);
    assertThat(his.json().get("id")).isNotEqualTo(first.json().get("id"));
    String batch = "{\"operations\":[]}";
    assertThat(server.post("/storage/batch", batch, "Authorization", ann, KEY, "k1").status())
        .isEqualTo(422);
  }

  @Test
  void refusalsAreKeptFailuresAreNot() {
    String free = bearer(server.signUp());
    assertThat(create(free, "k2", "x").status()).isEqualTo(402);
    Answer again = create(free, "k2", "x");
    assertThat(again.status()).isEqualTo(402);
    assertThat(again.code()).isEqualTo("quota_exceeded");
    assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    server.storage.blobs.setAnswering(false);
    Answer away = create(ann, "k3", "x");
    server.storage.blobs.setAnswering(true);
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.header("Retry-After")).isNotEmpty();
    Answer later = create(ann, "k3", "x");
    assertThat(later.status()).isEqualTo(201);
    assertThat(later.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void malformedAndRunningRequestsAreAnswered() {
    String[] auth = {"Authorization", ann, KEY, "k4"};
    assertThat(server.post("/storage/records", "{", auth).status()).isEqualTo(400);
    assertThat(server.post("/storage/records", "{", auth).header("Idempotency-Replayed"))
        .isEqualTo("true");
    IdempotencyKeys busy =
        new IdempotencyKeys() {
          @Override
          public Start start(UUID owner, String key, Checksum request, Instant now, Instant lease) {
            assertThat(Duration.between(now, lease)).isEqualTo(Duration.ofSeconds(60));
            return new Start.InProgress();
          }

          @Override
          public void finish(
              UUID owner, String key, IdempotencyKeys.Answer answer, Instant expires) {
            throw new AssertionError("nothing was begun");
          }

          @Override
          public void abandon(UUID owner, String key) {
            throw new AssertionError("nothing was begun");
          }
        };
    RouteGroup group =
        routes ->
            routes.post(
                "/probe/once",
                Access.AUTHENTICATED,
                new Idempotency(busy, server.clock)
                    .once(exchange -> {
                      throw new AssertionError("not to be carried out");
                    }));
    try (TestServer other = new TestServer(group)) {
      Answer answer =
          other.post("/probe/once", "{}", "Authorization", bearer(other.signUp()), KEY, "k");
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.code()).isEqualTo("request_in_progress");
    }
  }

  @Test
  void aKeyHas1To128Characters() {
    for (String key : List.of("", "x".repeat(129))) {
      Answer answer = create(ann, key, "x");
      assertThat(answer.status()).as(key).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/loc").toString())
          .isEqualTo("[\"header\",\"Idempotency-Key\"]");
    }
    assertThat(create(ann, "x".repeat(128), "x").status()).isEqualTo(201);
  }

  @Test
  void aKeyIsForgottenAfterADay() {
    try (TestServer other = new TestServer()) {
      SignedIn who = other.signUp(Tier.PRO);
      other.post("/storage/batch", "{\"operations\":[]}", "Authorization", bearer(who), KEY, "k");
      other.clock.advance(Duration.ofHours(24));
      String later = other.accounts.refresh(who.refreshToken().reveal()).accessToken().value();
      Answer answer =
          other.post("/storage/batch", "{}", "Authorization", "Bearer " + later, KEY, "k");
      assertThat(answer.code()).isEqualTo("validation_failed");
    }
  }
}
