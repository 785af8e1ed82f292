package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.adapters.storage.s3.S3Server;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.Line;
import com.adiuva.domain.shared.Checksum;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the whole server does while something it needs is away, and that it recovers by itself.
class StorageOutageTest {
  /// The promise is two seconds; the rest is for a busy machine.
  private static final Duration ANSWER = Duration.ofSeconds(6);

  /// The promise is five seconds; the rest is for a busy machine.
  private static final Duration RECOVERY = Duration.ofSeconds(15);

  private static Map<String, String> record(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return Map.of(
        "table", "notes",
        "blob", Base64.getEncoder().encodeToString(bytes),
        "checksum", Checksum.of(bytes).hex());
  }

  private static long used(ApiClient client, String token) throws Exception {
    JsonNode usage = client.get("/storage/usage", token).body();
    return usage.path("storage").path("used_bytes").asLong(-1);
  }

  private static ApiClient.Answer inTime(Callable<ApiClient.Answer> request) throws Exception {
    long began = System.nanoTime();
    ApiClient.Answer answer = request.call();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ANSWER);
    return answer;
  }

  private static ApiClient.Answer afterRecovery(Callable<ApiClient.Answer> request)
      throws Exception {
    long end = System.nanoTime() + RECOVERY.toNanos();
    ApiClient.Answer answer = request.call();
    while (answer.status() == 503 && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      answer = request.call();
    }
    return answer;
  }

  @Test
  void withoutItsDatabaseItSaysSoInTimeAndGoesOnWhenItIsBack() throws Exception {
    try (TestDatabase database = TestDatabase.create();
        Line line = new Line(port(database.revealUrl()));
        ServerUnderTest server =
            new ServerUnderTest(
                Map.of(
                    "DEFAULT_TIER",
                    "pro",
                    "DATABASE_URL",
                    database
                        .revealUrl()
                        .replace(
                            ":" + port(database.revealUrl()) + "/", ":" + line.port() + "/")))) {
      ApiClient client = server.client();
      String token = server.token();
      assertThat(client.post("/storage/records", token, record("before")).status()).isEqualTo(201);

      line.cut();

      for (String path : new String[] {"/storage/records", "/storage/changes", "/backup/history"}) {
        ApiClient.Answer refused = inTime(() -> client.get(path, token));
        assertThat(refused.status()).as(path).isEqualTo(503);
        assertThat(refused.text("code")).isEqualTo("database_unavailable");
        assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
      }
      assertThat(inTime(() -> client.post("/storage/records", token, record("lost"))).status())
          .isEqualTo(503);
      assertThat(inTime(() -> client.get("/health/live", null)).status()).isEqualTo(200);
      assertThat(inTime(() -> client.get("/health/ready", null)).status()).isEqualTo(503);

      line.mend();

      ApiClient.Answer after =
          afterRecovery(() -> client.post("/storage/records", token, record("after")));
      assertThat(after.status()).isEqualTo(201);
      assertThat(client.get("/storage/records", token).body()).hasSize(2);
      assertThat(used(client, token)).isEqualTo("before".length() + "after".length());
      assertThat(afterRecovery(() -> client.get("/health/ready", null)).status()).isEqualTo(200);
    }
  }

  @Test
  void withoutItsBucketOnlyBytesAreAwayAndTheyComeBack(@TempDir Path folder) throws Exception {
    try (S3Server s3 = S3Server.start(folder);
        Line line = new Line(s3.endpoint().getPort())) {
      Map<String, String> settings =
          new HashMap<>(S3Server.settings(URI.create("http://127.0.0.1:" + line.port())));
      settings.put("DEFAULT_TIER", "pro");
      try (ServerUnderTest server = new ServerUnderTest(settings)) {
        ApiClient client = server.client();
        String token = server.token();
        String kept =
            afterRecovery(() -> client.post("/storage/records", token, record("kept"))).text("id");
        String gone =
            afterRecovery(() -> client.post("/storage/records", token, record("gone"))).text("id");

        line.cut();

        ApiClient.Answer refused = client.post("/storage/records", token, record("lost"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("code")).isEqualTo("storage_unavailable");
        assertThat(client.getBytes("/storage/records/" + kept, token).statusCode()).isEqualTo(503);
        assertThat(client.get("/storage/changes", token).body().path("changes")).hasSize(2);
        assertThat(
                client.send("DELETE", "/storage/records/" + gone, token, null, Map.of()).status())
            .as("the bytes go later")
            .isEqualTo(200);
        assertThat(client.post("/chat", token, Map.of("message", "Create a task Paint")).status())
            .isEqualTo(200);
        assertThat(used(client, token)).isEqualTo("kept".length());

        line.mend();

        assertThat(
                afterRecovery(() -> client.post("/storage/records", token, record("after")))
                    .status())
            .isEqualTo(201);
        assertThat(client.getBytes("/storage/records/" + kept, token).body())
            .isEqualTo("kept".getBytes(StandardCharsets.UTF_8));
        assertThat(used(client, token)).isEqualTo("kept".length() + "after".length());
      }
    }
  }

  private static int port(String databaseUrl) {
    return URI.create(databaseUrl).getPort();
  }
}
