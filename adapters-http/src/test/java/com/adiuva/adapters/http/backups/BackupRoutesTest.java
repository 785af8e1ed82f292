package com.adiuva.adapters.http.backups;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.Blobs;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.blobs.StoredBlob;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupRoutesTest {
  private static final String AUTH = "Authorization";

  private final TestServer server = new TestServer();
  private String ann = "";

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void signUp() {
    ann = bearer(server.signUp(Tier.PRO));
  }

  private Answer store(String who, String text, long timestamp, String... more) {
    List<String> headers =
        new java.util.ArrayList<>(
            List.of(
                AUTH,
                who,
                "X-Backup-Version",
                "3",
                "X-Backup-Timestamp",
                Long.toString(timestamp),
                "X-Backup-Checksum",
                Blobs.checksum(text)));
    headers.addAll(List.of(more));
    return server.call("PUT", "/backup", text, headers.toArray(String[]::new));
  }

  private String stored(String text, long timestamp) {
    Answer answer = store(ann, text, timestamp);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().get("id").textValue();
  }

  private static String head(String who, String text, String... more) {
    String lines = more.length == 0 ? "" : String.join("\r\n", more) + "\r\n";
    return "PUT /api/v1/backup HTTP/1.1\r\nHost: x\r\nAuthorization: "
        + who
        + "\r\nX-Backup-Version: 1\r\nX-Backup-Timestamp: 5\r\nX-Backup-Checksum: "
        + Blobs.checksum(text)
        + "\r\n"
        + lines
        + "\r\n";
  }

  private void assertNothingStored() {
    assertThat(server.get("/backup/history", AUTH, ann).body()).isEqualTo("[]");
    assertThat(server.get("/storage/usage", AUTH, ann).json().at("/backup/used_bytes").intValue())
        .isZero();
  }

  @Test
  void theLatestComesBackWithWhatWasSaid() {
    String old = stored("older", 1000);
    Answer answer = store(ann, "newer", 2000, "X-Backup-Chunk-Count", "7");
    String id = answer.json().get("id").textValue();
    assertThat(answer.json().get("ok").booleanValue()).isTrue();
    stored("oldest", 500);
    Answer latest = server.get("/backup", AUTH, ann);
    assertThat(latest.status()).isEqualTo(200);
    assertThat(latest.body()).isEqualTo("newer");
    assertThat(latest.header("X-Backup-Version")).isEqualTo("3");
    assertThat(latest.header("X-Backup-Timestamp")).isEqualTo("2000");
    assertThat(latest.header("X-Backup-Checksum")).isEqualTo(Blobs.checksum("newer"));
    assertThat(latest.header("X-Backup-Chunk-Count")).isEqualTo("7");
    assertThat(latest.header("ETag")).isEqualTo("\"" + id + "\"");
    assertThat(latest.header("Last-Modified")).isEqualTo("Thu, 01 Jan 1970 00:00:02 GMT");
    assertThat(latest.header("Content-Disposition")).isEqualTo("attachment");
    assertThat(latest.header("Cache-Control")).isEqualTo("no-store");
    JsonNode history = server.get("/backup/history", AUTH, ann).json();
    assertThat(history.findValuesAsText("timestamp")).containsExactly("2000", "1000", "500");
    assertThat(history.at("/1").toString())
        .isEqualTo(
            "{\"id\":\"%s\",\"version\":3,\"timestamp\":1000,\"checksum\":\"%s\",\"chunk_count\":1,\"size_bytes\":5}"
                .formatted(old, Blobs.checksum("older")));
    assertThat(server.get("/backup/" + old, AUTH, ann).body()).isEqualTo("older");
    assertThat(server.call("DELETE", "/backup/" + id, "", AUTH, ann).body())
        .isEqualTo("{\"ok\":true}");
    assertThat(server.get("/backup", AUTH, ann).body()).isEqualTo("older");
  }

  @Test
  void o03_anothersBackupIsAnUnknownOne() {
    String id = stored("hers", 1);
    String ben = bearer(server.signUp(Tier.PRO));
    for (String method : List.of("GET", "HEAD", "DELETE")) {
      for (String other : List.of(id, UUID.randomUUID().toString(), "x", id.substring(1))) {
        assertThat(server.call(method, "/backup/" + other, "", AUTH, ben).status()).isEqualTo(404);
      }
    }
    assertThat(server.get("/backup", AUTH, ben, "X-User-Id", "x").code()).isEqualTo("not_found");
    assertThat(server.get("/backup", AUTH, ann).body()).isEqualTo("hers");
  }

  @Test
  void p10_headersAreReadBeforeTheBody() throws IOException {
    for (String wrong :
        List.of(
            "X-Backup-Version: 0",
            "X-Backup-Version: -1",
            "X-Backup-Version: 1.0",
            "X-Backup-Version: 1e3",
            "X-Backup-Version: \u00e9",
            "X-Backup-Timestamp: -1",
            "X-Backup-Timestamp: 9223372036854775808",
            "X-Backup-Timestamp: 1e400",
            "X-Backup-Timestamp: 2026-01-01",
            "X-Backup-Checksum: x",
            "X-Backup-Chunk-Count: 0",
            "X-Backup-Chunk-Count: 2147483648")) {
      String name = wrong.substring(0, wrong.indexOf(':'));
      String request =
          head(ann, "x", "Content-Length: 1000000000", "Expect: 100-continue")
              .replaceAll(name + ": [^\r]*\r\n", "")
              .replace("\r\n\r\n", "\r\n" + wrong + "\r\n\r\n");
      try (RawConnection connection = new RawConnection(server.port())) {
        connection.send(request);
        assertThat(connection.readAnswer())
            .as(wrong)
            .startsWith("HTTP/1.1 422")
            .contains("\"loc\":[\"header\",\"" + name + "\"]");
      }
    }
    Answer none = server.call("PUT", "/backup", "x", AUTH, ann);
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.json().get("errors").findValuesAsText("type"))
        .containsExactly("missing", "missing", "missing");
    Answer twice = store(ann, "x", 1, "X-Backup-Version", "4");
    assertThat(twice.json().at("/errors/0/type").textValue()).isEqualTo("repeated");
    assertThat(store(ann, "x", 1, "Content-Encoding", "gzip").status()).isEqualTo(415);
    assertNothingStored();
    assertThat(store(ann, "x", Long.MAX_VALUE, "Content-Type", "text/html").status())
        .isEqualTo(200);
    assertThat(server.get("/backup", AUTH, ann).header("Last-Modified"))
        .isEqualTo(
            java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME
                .withZone(java.time.ZoneOffset.UTC)
                .format(People.NOON)
                .replace(", 1 ", ", 01 "));
  }

  @Test
  void b01_lengthChunksAndContinue() throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(head(ann, "chunked", "Transfer-Encoding: chunked"));
      connection.send("4\r\nchun\r\n3\r\nked\r\n0\r\n\r\n");
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200");
      connection.send(head(ann, "asked", "Content-Length: 5", "Expect: 100-continue"));
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 100");
      connection.send("asked");
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200");
      connection.send(head(ann, ""));
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200");
    }
    assertThat(server.get("/backup/history", AUTH, ann).json().findValuesAsText("size_bytes"))
        .containsExactlyInAnyOrder("7", "5", "0");
  }

  @Test
  void b02_withoutRoomNothingIsRead() throws IOException {
    String free = bearer(server.signUp());
    for (String body : List.of("Content-Length: 10000000000", "Transfer-Encoding: chunked")) {
      try (RawConnection connection = new RawConnection(server.port())) {
        connection.send(head(free, "x", body, "Expect: 100-continue"));
        assertThat(connection.readAnswer())
            .startsWith("HTTP/1.1 402")
            .contains("quota_exceeded", "\"limit_bytes\":0");
      }
    }
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(head(ann, "x", "Content-Length: 5000000001", "Expect: 100-continue"));
      assertThat(connection.readAnswer()).contains("\"needed_bytes\":5000000001");
    }
    assertNothingStored();
  }

  @Test
  void b03_otherBytesAreNoBackup() {
    stored("good", 1);
    Answer answer =
        server.call(
            "PUT",
            "/backup",
            "other",
            AUTH,
            ann,
            "X-Backup-Version",
            "1",
            "X-Backup-Timestamp",
            "2",
            "X-Backup-Checksum",
            Blobs.checksum("some"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("checksum_mismatch");
    assertThat(server.get("/backup", AUTH, ann).body()).isEqualTo("good");
  }

  @Test
  void b04_aBrokenUploadLeavesNothing() throws IOException {
    for (String broken :
        List.of(
            head(ann, "0123456789", "Content-Length: 10") + "012345678",
            head(ann, "0123456789", "Transfer-Encoding: chunked") + "9\r\n012345678\r\n",
            head(ann, "0123456789", "Transfer-Encoding: chunked") + "9\r\n012345678\r\n0\r",
            head(ann, "0123456789", "Transfer-Encoding: chunked") + "zz\r\n0123456789\r\n0\r\n\r\n",
            head(ann, "0123456789", "Content-Length: 10"))) {
      try (RawConnection connection = new RawConnection(server.port())) {
        connection.send(broken);
        connection.endOutput();
        assertThat(connection.readToEnd()).as(broken).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
      }
    }
    assertNothingStored();
    try (Stream<StoredBlob> blobs = server.storage.blobs.list("")) {
      assertThat(blobs.map(StoredBlob::sizeBytes)).doesNotContain(9L);
    }
  }

  @Test
  void b08_conditionsAndRanges() {
    String id = stored("0123456789", 1_700_000_000_123L);
    for (String path : List.of("/backup", "/backup/" + id)) {
      for (String known :
          List.of(
              "Tue, 14 Nov 2023 22:13:20 GMT",
              "Tuesday, 14-Nov-23 22:13:20 GMT",
              "Tue Nov 14 22:13:20 2023",
              "Tue, 14 Nov 2023 22:13:21 GMT")) {
        Answer answer = server.get(path, AUTH, ann, "If-Modified-Since", known);
        assertThat(answer.status()).as(known).isEqualTo(304);
        assertThat(answer.header("Last-Modified")).isEqualTo("Tue, 14 Nov 2023 22:13:20 GMT");
      }
      for (String unknown : List.of("Tue, 14 Nov 2023 22:13:19 GMT", "yesterday", "0")) {
        assertThat(server.get(path, AUTH, ann, "If-Modified-Since", unknown).status())
            .as(unknown)
            .isEqualTo(200);
      }
      String future = "Tue, 14 Nov 2028 22:13:20 GMT";
      assertThat(
              server
                  .get(path, AUTH, ann, "If-None-Match", "\"x\"", "If-Modified-Since", future)
                  .status())
          .isEqualTo(200);
      assertThat(server.get(path, AUTH, ann, "If-None-Match", "\"" + id + "\"").status())
          .isEqualTo(304);
      Answer part = server.get(path, AUTH, ann, "Range", "bytes=-2");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.body()).isEqualTo("89");
      assertThat(part.header("Content-Range")).isEqualTo("bytes 8-9/10");
      String made = "Tue, 14 Nov 2023 22:13:20 GMT";
      assertThat(server.get(path, AUTH, ann, "Range", "bytes=0-0", "If-Range", made).status())
          .isEqualTo(206);
      assertThat(
              server
                  .get(
                      path,
                      AUTH,
                      ann,
                      "Range",
                      "bytes=0-0",
                      "If-Range",
                      made.replace("20 G", "21 G"))
                  .status())
          .isEqualTo(200);
      Answer head = server.call("HEAD", path, "", AUTH, ann);
      assertThat(head.header("Content-Length")).isEqualTo("10");
      assertThat(head.header("X-Backup-Timestamp")).isEqualTo("1700000000123");
    }
  }

  @Test
  void b11_whatLooksLikeSomethingIsStoredAsItIs() {
    for (String text : List.of("{\"a\":", "PK\u0003\u0004", "<script>", "%PDF-")) {
      String id = stored(text, 1);
      Answer answer = server.get("/backup/" + id, AUTH, ann);
      assertThat(answer.body()).isEqualTo(text);
      assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    }
  }
}
