package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Refreshing over the real wire and the real database.
final class RefreshTest {
  private ServerUnderTest server;

  @BeforeEach
  void start() throws Exception {
    server = new ServerUnderTest(Map.of());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ApiClient.Answer refresh(String token) throws Exception {
    return server
        .client()
        .send(
            "POST",
            "/auth/refresh",
            null,
            Map.of("refresh_token", token),
            Map.of("X-Forwarded-For", ServerUnderTest.freshAddress()));
  }

  @Test
  void tenParallelRefreshesGiveWorkingTokensToAllAndOneLiveFamily() throws Exception {
    String first = server.somebody().text("refresh_token");
    List<ApiClient.Answer> answers = Racers.race(10, () -> refresh(first));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    for (ApiClient.Answer answer : answers) {
      assertThat(server.client().get("/auth/me", answer.text("access_token")).status())
          .isEqualTo(200);
    }
    assertThat(answers.stream().map(answer -> answer.text("refresh_token")).distinct()).hasSize(1);
    ApiClient.Answer sessions =
        server.client().get("/auth/sessions", answers.getFirst().text("access_token"));
    assertThat(sessions.body()).hasSize(1);

    server.clock().advance(Duration.ofMillis(10_001));
    ApiClient.Answer late = refresh(first);
    assertThat(late.status()).isEqualTo(401);
    assertThat(late.text("code")).isEqualTo("refresh_token_reused");
    String child = answers.getFirst().text("refresh_token");
    assertThat(refresh(child).status()).isEqualTo(401);
    assertThat(server.client().get("/auth/me", answers.getFirst().text("access_token")).status())
        .as("the access token dies with its family")
        .isEqualTo(401);
  }

  @Test
  void u14_aNewPasswordEndsTheOtherSessionsOnTheNextRequest() throws Exception {
    ApiClient.Answer here = server.somebody();
    String email = server.client().get("/auth/me", here.text("access_token")).text("email");
    ApiClient.Answer there =
        server.client().login(email, ServerUnderTest.PASSWORD, ServerUnderTest.freshAddress());
    ApiClient.Answer changed =
        server
            .client()
            .send(
                "PUT",
                "/auth/password",
                here.text("access_token"),
                Map.of(
                    "current_password",
                    ServerUnderTest.PASSWORD,
                    "new_password",
                    "quite another password"),
                Map.of());
    assertThat(changed.status()).isEqualTo(204);
    assertThat(server.client().get("/auth/me", here.text("access_token")).status()).isEqualTo(200);
    assertThat(server.client().get("/auth/me", there.text("access_token")).status()).isEqualTo(401);
    assertThat(refresh(there.text("refresh_token")).status()).isEqualTo(401);
  }

  @Test
  void j13_theTierIsReadFromTheDatabaseOnEachRequest() throws Exception {
    String token = server.token();
    String id = server.client().get("/auth/me", token).text("id");
    server
        .database()
        .execute(
            "INSERT INTO subscriptions (id, user_id, tier, status, created_at) VALUES (gen_random_uuid(),"
                + " CAST(? AS uuid), 'power', 'active', now())",
            id);
    assertThat(server.client().get("/auth/me", token).text("tier")).isEqualTo("power");
    server.database().execute("DELETE FROM users WHERE id = CAST(? AS uuid)", id);
    assertThat(server.client().get("/auth/me", token).status()).isEqualTo(401);
  }
}
