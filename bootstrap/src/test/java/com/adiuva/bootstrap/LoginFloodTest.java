package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.domain.shared.Racers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Row U7: many logins at once take from nobody else more than they must.
final class LoginFloodTest {
  private static final int LOGINS = 100;

  /// How often one client, asking again when it has its answer, is answered during the flood at
  /// least. No measure of speed: behind the logins' queue it would be answered twice or so.
  private static final int ANSWERED = 6;

  @Test
  void u07_whoIsLoggedInIsAnsweredWhileAHundredLogIn() throws Exception {
    // A hash takes long enough for the hundred to meet, and few enough of them are let in.
    try (ServerUnderTest server = new ServerUnderTest(Map.of("BCRYPT_COST", "9"))) {
      String email = "flood@example.org";
      String token =
          server
              .client()
              .register(email, ServerUnderTest.PASSWORD, ServerUnderTest.freshAddress())
              .text("access_token");
      // The connections to the database are there before, as they are in a server that is in use.
      Racers.race(20, () -> server.client().get("/auth/me", token));
      AtomicBoolean flooding = new AtomicBoolean(true);
      CompletableFuture<Integer> answered =
          CompletableFuture.supplyAsync(() -> askWhile(flooding, server.client(), token));
      List<ApiClient.Answer> logins =
          Racers.race(
              LOGINS,
              () ->
                  server
                      .client()
                      .login(email, ServerUnderTest.PASSWORD, ServerUnderTest.freshAddress()));
      flooding.set(false);

      assertThat(answered.get()).isGreaterThanOrEqualTo(ANSWERED);
      int served = 0;
      int overloaded = 0;
      for (ApiClient.Answer login : logins) {
        assertThat(login.status()).isIn(200, 503);
        if (login.status() == 200) {
          served++;
        } else {
          assertThat(login.response().headers().firstValueAsLong("Retry-After").orElse(0))
              .isPositive();
          overloaded += login.text("code").equals("overloaded") ? 1 : 0;
        }
      }
      assertThat(served).isGreaterThan(1);
      assertThat(overloaded).isPositive();
      assertThat(
              server
                  .client()
                  .login(email, ServerUnderTest.PASSWORD, ServerUnderTest.freshAddress())
                  .status())
          .as("the flood is over")
          .isEqualTo(200);
    }
  }

  /// @return how often it was answered
  private static int askWhile(AtomicBoolean asking, ApiClient client, String token) {
    int answered = 0;
    try {
      while (asking.get()) {
        assertThat(client.get("/auth/me", token).status()).isEqualTo(200);
        answered++;
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return answered;
  }
}
