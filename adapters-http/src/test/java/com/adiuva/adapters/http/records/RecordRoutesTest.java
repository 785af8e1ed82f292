package com.adiuva.adapters.http.records;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.Blobs;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.StoredBlob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordRoutesTest {
  private static final String AUTH = "Authorization";

  private final TestServer server = new TestServer();
  private final String ann = bearer(server.signUp(Tier.PRO));
  private final String ben = bearer(server.signUp(Tier.PRO));

  @AfterAll
  void stop() {
    server.close();
  }

  private Answer create(String who, String table, String more) {
    return server.post("/storage/records", "{\"table\":\"" + table + "\"," + more + "}", AUTH, who);
  }

  private String created(String who, String text) {
    Answer answer = create(who, "notes", Blobs.fields(text));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().get("id").textValue();
  }

  private Answer update(String id, String text, String... headers) {
    List<String> all = new ArrayList<>(List.of(AUTH, ann));
    all.addAll(List.of(headers));
    return server.json(
        "PUT",
        "/storage/records/" + id,
        "{" + Blobs.fields(text) + "}",
        all.toArray(String[]::new));
  }

  private long storedBlobs() {
    try (Stream<StoredBlob> blobs = server.storage.blobs.list("")) {
      return blobs.count();
    }
  }

  @Test
  void s08_aRecordComesBackAsItWas() {
    String id = created(ann, "opaque");
    Answer answer = server.get("/storage/records/" + id, AUTH, ann);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("opaque");
    assertThat(answer.header("X-Checksum")).isEqualTo(Blobs.checksum("opaque"));
    assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    assertThat(answer.header("Content-Length")).isEqualTo("6");
    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("Content-Disposition")).isEqualTo("attachment");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
  }

  @Test
  void aChosenIdIsKeptAndRepeatedCreationIsTheSame() {
    String id = UUID.randomUUID().toString();
    String body = Blobs.fields("x") + ",\"id\":\"" + id + "\"";
    Answer first = create(ann, "notes", body);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().get("id").textValue()).isEqualTo(id);
    assertThat(first.json().get("version").intValue()).isEqualTo(1);
    Answer again = create(ann, "notes", body);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    Answer other = create(ann, "notes", Blobs.fields("y") + ",\"id\":\"" + id + "\"");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("record_exists");
  }

  @Test
  void updatesCountVersionsAndHonourIfMatch() {
    String id = created(ann, "one");
    Answer second = update(id, "two", "If-Match", "\"1\"");
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("ETag")).isEqualTo("\"2\"");
    assertThat(second.json().get("version").intValue()).isEqualTo(2);
    for (String stale : List.of("\"1\"", "\"7\", \"1\"", "W/\"2\"", "\"x\"", "\"02\"")) {
      Answer refused = update(id, "three", "If-Match", stale);
      assertThat(refused.status()).as(stale).isEqualTo(412);
      assertThat(refused.code()).isEqualTo("version_conflict");
      assertThat(refused.json().get("current_version").intValue()).isEqualTo(2);
    }
    for (String malformed : List.of("2", "\"2", ",")) {
      Answer refused = update(id, "three", "If-Match", malformed);
      assertThat(refused.status()).as(malformed).isEqualTo(422);
      assertThat(refused.json().at("/errors/0/loc/1").textValue()).isEqualTo("If-Match");
    }
    assertThat(server.get("/storage/records/" + id, AUTH, ann).body()).isEqualTo("two");
    assertThat(update(id, "three", "If-Match", "*").status()).isEqualTo(200);
    assertThat(update(id, "four", "If-Match", "\"9\",\"3\"").status()).isEqualTo(200);
    assertThat(
            server
                .call("DELETE", "/storage/records/" + id, "", AUTH, ann, "If-Match", "\"3\"")
                .status())
        .isEqualTo(412);
    assertThat(
            server
                .call("DELETE", "/storage/records/" + id, "", AUTH, ann, "If-Match", "\"4\"")
                .body())
        .isEqualTo("{\"ok\":true}");
    assertThat(server.call("DELETE", "/storage/records/" + id, "", AUTH, ann).status())
        .isEqualTo(404);
  }

  @Test
  void s06_conditionsRangesAndHead() {
    String id = created(ann, "0123456789");
    String path = "/storage/records/" + id;
    Answer part = server.get(path, AUTH, ann, "Range", "bytes=2-4");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(part.header("Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(part.header("Content-Length")).isEqualTo("3");
    assertThat(part.header("X-Checksum")).isEqualTo(Blobs.checksum("0123456789"));
    assertThat(server.get(path, AUTH, ann, "Range", "bytes=-3").body()).isEqualTo("789");
    assertThat(server.get(path, AUTH, ann, "Range", "bytes=1-2,4-5").status()).isEqualTo(200);
    Answer beyond = server.get(path, AUTH, ann, "Range", "bytes=10-");
    assertThat(beyond.status()).isEqualTo(416);
    assertThat(beyond.code()).isEqualTo("range_not_satisfiable");
    assertThat(beyond.header("Content-Range")).isEqualTo("bytes */10");
    assertThat(beyond.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(server.get(path, AUTH, ann, "Range", "bytes=2-4", "If-Range", "\"1\"").status())
        .isEqualTo(206);
    assertThat(server.get(path, AUTH, ann, "Range", "bytes=2-4", "If-Range", "\"2\"").body())
        .isEqualTo("0123456789");
    assertThat(server.get(path, AUTH, ann, "Range", "bytes=2-4", "If-Range", "W/\"1\"").status())
        .isEqualTo(200);
    for (String known : List.of("\"1\"", "*", "W/\"1\"", "\"7\", \"1\"")) {
      Answer same = server.get(path, AUTH, ann, "If-None-Match", known);
      assertThat(same.status()).as(known).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(same.header("ETag")).isEqualTo("\"1\"");
      assertThat(same.header("X-Request-Id")).isNotEmpty();
    }
    for (String unknown : List.of("\"2\"", "1", "\"")) {
      assertThat(server.get(path, AUTH, ann, "If-None-Match", unknown).status()).isEqualTo(200);
    }
    Answer head = server.call("HEAD", path, "", AUTH, ann, "Range", "bytes=2-4");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo("10");
    assertThat(head.header("ETag")).isEqualTo("\"1\"");
    assertThat(head.body()).isEmpty();
    assertThat(server.call("HEAD", path, "", AUTH, ann, "If-None-Match", "\"1\"").status())
        .isEqualTo(304);
  }

  @Test
  void o01_anothersRecordIsAnUnknownOne() {
    String id = created(ann, "hers");
    String unknown = UUID.randomUUID().toString();
    for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
      String body = method.equals("PUT") ? "{" + Blobs.fields("his") + "}" : "";
      Answer hers = server.json(method, "/storage/records/" + id, body, AUTH, ben);
      Answer none = server.json(method, "/storage/records/" + unknown, body, AUTH, ben);
      assertThat(hers.status()).isEqualTo(404);
      assertThat(withoutRequestId(hers)).isEqualTo(withoutRequestId(none));
      assertThat(hers.raw().headers().map().keySet())
          .isEqualTo(none.raw().headers().map().keySet());
    }
    for (String odd : List.of(id.toUpperCase(java.util.Locale.ROOT), "1-1-1-1-1", "x", "%00")) {
      int status = server.get("/storage/records/" + odd, AUTH, ann).status();
      assertThat(status).as(odd).isIn(400, 404);
    }
    assertThat(server.get("/storage/records/" + id, AUTH, ann).body()).isEqualTo("hers");
  }

  private static String withoutRequestId(Answer answer) {
    return answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
  }

  @Test
  void o02_listsAreTheCallersNewestFirst() {
    String who = bearer(server.signUp(Tier.PRO));
    String first = created(who, "one");
    String second = created(who, "two");
    assertThat(create(who, "tasks", Blobs.fields("three")).status()).isEqualTo(201);
    Answer all = server.get("/storage/records?user_id=x", AUTH, who);
    assertThat(all.header("X-Total-Count")).isEqualTo("3");
    assertThat(all.json().size()).isEqualTo(3);
    assertThat(all.json().at("/1/id").textValue()).isEqualTo(second);
    assertThat(all.json().at("/2/checksum").textValue()).isEqualTo(Blobs.checksum("one"));
    Answer page = server.get("/storage/records?table=notes&limit=1&page=2", AUTH, who);
    assertThat(page.json().size()).isEqualTo(1);
    assertThat(page.json().at("/0/id").textValue()).isEqualTo(first);
    assertThat(page.header("X-Total-Count")).isEqualTo("2");
    assertThat(server.get("/storage/records?page=9", AUTH, who).body()).isEqualTo("[]");
  }

  @Test
  void p09_queryParametersAreReadStrictly() {
    for (String query :
        List.of(
            "page=0",
            "page=-1",
            "page=1e9",
            "page=NaN",
            "page=2147483648",
            "page=",
            "page=%20",
            "page=1&page=2",
            "page=99999999999999999999",
            "page=1.0",
            "page=%2B1",
            "limit=0",
            "limit=-1",
            "limit=501",
            "limit=",
            "limit=10&limit=10",
            "table=",
            "table=..",
            "table=a/b",
            "table=a&table=a",
            "table=%00")) {
      Answer answer = server.get("/storage/records?" + query, AUTH, ann);
      assertThat(answer.status()).as(query).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/loc/0").textValue()).isEqualTo("query");
      assertThat(answer.json().at("/errors/0/loc/1").textValue())
          .isEqualTo(query.substring(0, query.indexOf('=')));
    }
    assertThat(
            server.get("/storage/records?page=0&limit=0&table=/", AUTH, ann).json().get("errors"))
        .hasSize(3);
    for (String broken : List.of("page=%zz", "page=%", "%=1")) {
      assertThat(rawStatus("/api/v1/storage/records?" + broken)).as(broken).isBetween(200, 499);
    }
  }

  private int rawStatus(String target) {
    try {
      String answer =
          RawConnection.exchange(
              server.port(), RawConnection.request("GET " + target, AUTH + ": " + ann));
      return Integer.parseInt(answer.substring(9, 12));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void s01_tableNamesAreNoPaths() {
    long before = storedBlobs();
    for (String table :
        List.of(
            "",
            ".",
            "..",
            "../x",
            "..%2f",
            "a/b",
            "a\\\\b",
            "a\\u0000",
            "x".repeat(65),
            "ä",
            "a\\r\\nb",
            "tasks?x=",
            "\\ud83d\\ude80",
            " a")) {
      Answer answer = create(ann, table, Blobs.fields("x"));
      assertThat(answer.status()).as(table).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/loc/1").textValue()).isEqualTo("table");
    }
    assertThat(storedBlobs()).isEqualTo(before);
    assertThat(create(ann, "a.b-c_D9", Blobs.fields("x")).status()).isEqualTo(201);
  }

  @Test
  void s02_theChecksumIsOfTheBytes() {
    long before = storedBlobs();
    String right = Blobs.checksum("x");
    String blob = "\"blob\":\"" + Blobs.base64(Blobs.bytes("x")) + "\",\"checksum\":";
    for (String malformed :
        List.of(
            "\"\"",
            "\"" + right.substring(1) + "\"",
            "\"" + right + "0\"",
            "\"" + "g".repeat(64) + "\"",
            "1",
            "null",
            "[]")) {
      Answer answer = create(ann, "notes", blob + malformed);
      assertThat(answer.status()).as(malformed).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/loc/1").textValue()).isEqualTo("checksum");
    }
    for (String wrong :
        List.of(Blobs.checksum("y"), Blobs.checksum(Blobs.base64(Blobs.bytes("x"))))) {
      Answer answer = create(ann, "notes", blob + "\"" + wrong + "\"");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.code()).isEqualTo("checksum_mismatch");
    }
    assertThat(storedBlobs()).isEqualTo(before);
    String upper = right.toUpperCase(java.util.Locale.ROOT);
    assertThat(create(ann, "notes", blob + "\"" + upper + "\"").status()).isEqualTo(201);
  }

  @Test
  void s03_sizesUpToTheLimit() {
    for (int size : List.of(0, 1, RecordFields.MAX_BLOB - 1, RecordFields.MAX_BLOB)) {
      Answer answer = create(ann, "notes", Blobs.fields(new byte[size]));
      assertThat(answer.status()).as("%d bytes", size).isEqualTo(201);
      String path = "/storage/records/" + answer.json().get("id").textValue();
      assertThat(server.get(path, AUTH, ann).header("Content-Length"))
          .isEqualTo(Integer.toString(size));
    }
    Answer over = create(ann, "notes", Blobs.fields(new byte[RecordFields.MAX_BLOB + 1]));
    assertThat(over.status()).isEqualTo(413);
    assertThat(over.code()).isEqualTo("payload_too_large");
    Answer body = create(ann, "notes", "\"x\":\"" + "x".repeat(17 << 20) + "\"");
    assertThat(body.status()).isEqualTo(413);
  }

  @Test
  void p04_everythingWrongIsSaidAtOnce() {
    Answer answer =
        server.post("/storage/records", "{\"blob\":\"*\",\"id\":\"1-1-1-1-1\"}", AUTH, ann);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors").findValuesAsText("type"))
        .containsExactlyInAnyOrder("missing", "base64", "missing", "uuid_parsing");
  }

  @Test
  void quotaIsOfTheTier() {
    SignedIn free = server.signUp();
    Answer answer = create(bearer(free), "notes", Blobs.fields("x"));
    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.code()).isEqualTo("quota_exceeded");
    assertThat(answer.json().get("limit_bytes").longValue()).isZero();
    assertThat(answer.json().get("needed_bytes").longValue()).isEqualTo(1);
  }

  @Test
  void s07_damagedBytesAreNeverAGoodAnswer() throws IOException {
    String small = created(ann, "small and damaged");
    String large = created(ann, "0123456789".repeat(100_000));
    damage(small);
    damage(large);
    Answer answer = server.get("/storage/records/" + small, AUTH, ann);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("blob_missing");
    assertThat(answer.header("ETag")).isEmpty();
    String cut =
        RawConnection.exchange(
            server.port(),
            RawConnection.request("GET /api/v1/storage/records/" + large, AUTH + ": " + ann));
    assertThat(cut).startsWith("HTTP/1.1 200").contains("Content-Length: 1000000");
    assertThat(cut.length()).isLessThan(1_000_000);
  }

  private void damage(String id) {
    List<BlobKey> keys;
    try (Stream<StoredBlob> blobs = server.storage.blobs.list("")) {
      keys = blobs.map(StoredBlob::key).filter(key -> key.value().contains(id)).toList();
    }
    keys.forEach(server.storage.blobs::damage);
  }
}
