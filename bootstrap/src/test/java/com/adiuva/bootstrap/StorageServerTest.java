package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.persistence.limits.PostgresStorageLedger;
import com.adiuva.adapters.persistence.records.PostgresRecords;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.application.blobs.Uploads;
import com.adiuva.application.records.EncryptedRecords;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.blobs.Downloads;
import com.adiuva.domain.blobs.InMemoryBlobStore;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Encrypted storage on the whole server: what only rows, ledger and blobs together can show.
class StorageServerTest {
  private static final Map<String, String> PRO = Map.of("DEFAULT_TIER", "pro");

  private static ObjectNode item(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return ApiClient.JSON
        .createObjectNode()
        .put("blob", Base64.getEncoder().encodeToString(bytes))
        .put("checksum", Checksum.of(bytes).hex());
  }

  private static ApiClient.Answer create(ServerUnderTest server, String token, String content)
      throws Exception {
    return server.client().post("/storage/records", token, item(content).put("table", "notes"));
  }

  private static long used(ServerUnderTest server, String token, String area) throws Exception {
    JsonNode usage = server.client().get("/storage/usage", token).body();
    return usage.path(area).path("used_bytes").asLong();
  }

  private static ApiClient.Answer backUp(
      ServerUnderTest server, String token, String content, long timestamp) throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return server
        .client()
        .putBytes(
            "/backup",
            token,
            HttpRequest.BodyPublishers.ofByteArray(bytes),
            Map.of(
                "X-Backup-Version", "1",
                "X-Backup-Timestamp", Long.toString(timestamp),
                "X-Backup-Checksum", Checksum.of(bytes).hex()));
  }

  @Test
  void s04_ofCreatesThatTogetherExceedTheQuotaByOneByteOneIsRefused() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(PRO)) {
      String token = server.token();
      long planted = 5_000_000_000L - 20 * 100 + 1;
      server.database().execute("UPDATE storage_usage SET storage_bytes = ?", planted);
      List<Future<ApiClient.Answer>> creates = new ArrayList<>();
      try (ExecutorService racers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 20; i++) {
          String content = "%02d".formatted(i) + "x".repeat(98);
          creates.add(racers.submit(() -> createUnlessBusy(server, token, content)));
        }
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<ApiClient.Answer> create : creates) {
        statuses.add(create.get().status());
      }
      assertThat(statuses).hasSize(20).contains(402).containsOnlyOnce(402);
      assertThat(statuses.stream().filter(status -> status == 201)).hasSize(19);
      long stored = 0;
      for (JsonNode record : server.client().get("/storage/records", token).body()) {
        stored += record.path("size_bytes").asLong();
      }
      assertThat(used(server, token, "storage")).isEqualTo(planted + stored);
    }
  }

  /// Twenty at once want more connections to the database than there are.
  private static ApiClient.Answer createUnlessBusy(
      ServerUnderTest server, String token, String content) throws Exception {
    ApiClient.Answer answer = create(server, token, content);
    while (answer.status() == 503) {
      answer = create(server, token, content);
    }
    return answer;
  }

  @Test
  @Timeout(60)
  void b09_whoReadsABackupThatIsReplacedAndDeletedGetsItWholeOrNoEnd() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(PRO)) {
      String token = server.token();
      String first = "a".repeat(20_000_000);
      String id = backUp(server, token, first, 1).text("id");
      HttpResponse<InputStream> reading = server.client().open("/backup", token);
      assertThat(reading.statusCode()).isEqualTo(200);
      try (InputStream bytes = reading.body()) {
        byte[] begin = bytes.readNBytes(1_000);
        assertThat(backUp(server, token, "b".repeat(1_000_000), 2).status()).isEqualTo(200);
        assertThat(server.client().send("DELETE", "/backup/" + id, token, null, Map.of()).status())
            .isEqualTo(200);
        try {
          byte[] rest = bytes.readAllBytes();
          assertThat(
                  new String(begin, StandardCharsets.US_ASCII)
                      + new String(rest, StandardCharsets.US_ASCII))
              .isEqualTo(first);
        } catch (IOException e) {
          // broken off: the client sees that it is not whole
        }
      }
      assertThat(server.client().getBytes("/backup", token).body()).hasSize(1_000_000);
      assertThat(server.client().getBytes("/backup/" + id, token).statusCode()).isEqualTo(404);
      assertThat(used(server, token, "backup")).isEqualTo(1_000_000);
    }
  }

  @Test
  void s05_updatesInCompetitionLeaveOneOfThemWhole() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(PRO)) {
      String token = server.token();
      String id = create(server, token, "first").text("id");
      List<Future<ApiClient.Answer>> updates = new ArrayList<>();
      try (ExecutorService racers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 1; i <= 10; i++) {
          ObjectNode other = item("x".repeat(100 * i));
          updates.add(
              racers.submit(() ->
                  server.client().send("PUT", "/storage/records/" + id, token, other, Map.of())));
        }
      }
      for (Future<ApiClient.Answer> update : updates) {
        assertThat(update.get().status()).isEqualTo(200);
      }
      HttpResponse<byte[]> read = server.client().getBytes("/storage/records/" + id, token);
      assertThat(read.headers().firstValue("X-Checksum")).contains(Checksum.of(read.body()).hex());
      assertThat(read.headers().firstValue("ETag")).contains("\"11\"");
      assertThat(used(server, token, "storage")).isEqualTo(read.body().length);
      String path = "/storage/records/" + id;
      assertThat(server.client().send("DELETE", path, token, null, Map.of()).status())
          .isEqualTo(200);
      assertThat(server.client().send("DELETE", path, token, null, Map.of()).status())
          .isEqualTo(404);
      assertThat(used(server, token, "storage")).isZero();
    }
  }

  @Test
  void o12_afterADowngradeAllCanBeReadAndDeletedAndOnlyMoreIsRefused() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(PRO)) {
      String token = server.token();
      String id = create(server, token, "kept all the same").text("id");
      assertThat(backUp(server, token, "a backup", 1).status()).isEqualTo(200);
      server
          .database()
          .execute(
              """
              INSERT INTO subscriptions (user_id, tier, status, created_at)
              SELECT id, 'free', 'active', now() FROM users
              """);
      ApiClient.Answer refused = create(server, token, "more");
      assertThat(refused.status()).isEqualTo(402);
      assertThat(refused.text("code")).isEqualTo("quota_exceeded");
      assertThat(refused.body().path("used_bytes").asLong()).isEqualTo(17);
      assertThat(refused.body().path("limit_bytes").asLong()).isZero();
      assertThat(refused.body().path("needed_bytes").asLong()).isEqualTo(4);
      assertThat(backUp(server, token, "b", 2).status()).isEqualTo(402);
      String path = "/storage/records/" + id;
      assertThat(server.client().getBytes(path, token).statusCode()).isEqualTo(200);
      assertThat(server.client().getBytes("/backup", token).statusCode()).isEqualTo(200);
      assertThat(server.client().send("PUT", path, token, item("smaller"), Map.of()).status())
          .isEqualTo(200);
      assertThat(server.client().send("DELETE", path, token, null, Map.of()).status())
          .isEqualTo(200);
      assertThat(used(server, token, "storage")).isZero();
    }
  }

  @Test
  void b05_ofTwoBackupsWithOneTimestampTheLastToArriveIsTheLatest() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(PRO)) {
      String token = server.token();
      backUp(server, token, "first", 7);
      String second = backUp(server, token, "second", 7).text("id");
      backUp(server, token, "older", 6);
      HttpResponse<byte[]> latest = server.client().getBytes("/backup", token);
      assertThat(new String(latest.body(), StandardCharsets.UTF_8)).isEqualTo("second");
      assertThat(latest.headers().firstValue("ETag")).contains("\"" + second + "\"");
      assertThat(server.client().get("/backup/history", token).body()).hasSize(3);
      assertThat(used(server, token, "backup")).isEqualTo(16);
    }
  }

  @Test
  void o01_o03_whatIsAnothersIsAsUnknownAsWhatIsNot() throws Exception {
    try (ServerUnderTest server = new ServerUnderTest(PRO)) {
      String owner = server.token();
      String other = server.token();
      String record = create(server, owner, "mine").text("id");
      String backup = backUp(server, owner, "mine too", 1).text("id");
      String nothing = "00000000-0000-4000-8000-000000000000";
      for (String path : List.of("/storage/records/", "/backup/")) {
        String real = path + (path.startsWith("/backup") ? backup : record);
        for (String method : List.of("GET", "DELETE")) {
          ApiClient.Answer theirs =
              server.client().send(method, real, other, null, Map.of("X-Request-Id", "one"));
          ApiClient.Answer none =
              server
                  .client()
                  .send(method, path + nothing, other, null, Map.of("X-Request-Id", "one"));
          assertThat(theirs.status()).isEqualTo(404);
          assertThat(theirs.body()).isEqualTo(none.body());
        }
      }
      assertThat(server.client().getBytes("/storage/records/" + record, owner).body())
          .isEqualTo("mine".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void withoutItsBlobStoreOrVectorEngineOnlyWhatNeedsThemIsRefused() throws Exception {
    String nowhere;
    try (ServerSocket socket = new ServerSocket(0)) {
      nowhere = "http://127.0.0.1:" + socket.getLocalPort();
    }
    Map<String, String> settings =
        Map.of(
            "DEFAULT_TIER", "pro",
            "S3_BUCKET", "bucket",
            "S3_ENDPOINT_URL", nowhere,
            "AWS_ACCESS_KEY_ID", "key",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "QDRANT_URL", nowhere);
    try (ServerUnderTest server = new ServerUnderTest(settings)) {
      String token = server.token();
      ApiClient.Answer record = create(server, token, "content");
      assertThat(record.status()).isEqualTo(503);
      assertThat(record.text("code")).isEqualTo("storage_unavailable");
      assertThat(record.response().headers().firstValue("Retry-After")).isPresent();
      assertThat(backUp(server, token, "content", 1).status()).isEqualTo(503);
      assertThat(used(server, token, "storage")).as("nothing stays reserved").isZero();
      assertThat(used(server, token, "backup")).isZero();
      ObjectNode vectors = ApiClient.JSON.createObjectNode();
      vectors.putArray("vectors").add(item("vector").put("id", "one"));
      assertThat(server.client().post("/storage/vectors/upsert", token, vectors).status())
          .as("the rows are the truth")
          .isEqualTo(200);
      ApiClient.Answer search =
          server
              .client()
              .post(
                  "/storage/vectors/search",
                  token,
                  Map.of("query_blob", item("vector").path("blob").asText()));
      assertThat(search.status()).isEqualTo(503);
      assertThat(search.text("code")).isEqualTo("vectors_unavailable");
      assertThat(server.client().get("/auth/me", token).status()).isEqualTo(200);
      assertThat(server.client().get("/storage/changes", token).status()).isEqualTo(200);
      JsonNode ready = server.client().get("/health/ready", null).body();
      assertThat(ready.path("status").asText()).isEqualTo("degraded");
      assertThat(ready.path("components").path("blobs").asText()).isEqualTo("down");
      assertThat(ready.path("components").path("vectors").asText()).isEqualTo("down");
      assertThat(ready.path("components").path("database").asText()).isEqualTo("up");
    }
  }

  /// Of the room there is nothing to say when even nothing does not fit: this once went round for
  /// ever.
  @Test
  @Timeout(60)
  void aWriteOfSomebodyWhoHasJustBeenErasedIsRefused() {
    Clock clock = Clock.systemUTC();
    try (TestDatabase database = TestDatabase.create();
        InMemoryBlobStore blobs = new InMemoryBlobStore(Downloads.signed(clock))) {
      Uploads uploads = new Uploads(new PostgresStorageLedger(database.database()), blobs, clock);
      EncryptedRecords records =
          new EncryptedRecords(
              new PostgresRecords(database.database()), uploads, clock, new SecureRandom());
      User erased = People.somebody();
      Caller caller =
          new Caller(
              erased.id(),
              new SessionId(UUID.randomUUID()),
              erased.email(),
              erased.role(),
              Tier.TEAM);
      byte[] nothing = new byte[0];
      Ciphertext empty = Ciphertext.verified(nothing, Checksum.of(nothing));
      assertThatThrownBy(() -> records.create(caller, null, new TableName("notes"), empty, null))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isEqualTo(new Problem.TokenExpired()));
    }
  }
}
