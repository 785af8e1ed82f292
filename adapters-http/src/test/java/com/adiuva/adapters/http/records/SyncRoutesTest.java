package com.adiuva.adapters.http.records;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.Blobs;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.domain.accounts.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncRoutesTest {
  private static final String AUTH = "Authorization";

  private final TestServer server = new TestServer();
  private String who = "";

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void signUp() {
    who = bearer(server.signUp(Tier.PRO));
  }

  private Answer batch(boolean atomic, String... operations) {
    return server.post(
        "/storage/batch",
        "{\"atomic\":" + atomic + ",\"operations\":[" + String.join(",", operations) + "]}",
        AUTH,
        who);
  }

  private static String put(String id, String text, String more) {
    return "{\"op\":\"put\",\"id\":\"%s\",\"table\":\"notes\",%s%s}"
        .formatted(id, Blobs.fields(text), more);
  }

  private static List<Integer> statuses(Answer answer) {
    List<Integer> statuses = new ArrayList<>();
    answer.json().get("results").forEach(result -> statuses.add(result.get("status").intValue()));
    return statuses;
  }

  private JsonNode changes(String query) {
    Answer answer = server.get("/storage/changes" + query, AUTH, who);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void everyOperationOfABatchIsAnswered() {
    String a = UUID.randomUUID().toString();
    String b = UUID.randomUUID().toString();
    Answer answer =
        batch(
            false,
            put(a, "one", ""),
            put(a, "two", ",\"if_version\":1"),
            put(b, "x", ",\"if_version\":3"),
            "{\"op\":\"delete\",\"id\":\"" + b + "\"}",
            "{\"op\":\"put\",\"table\":\"notes\"," + Blobs.fields("new") + "}",
            "{\"op\":\"put\",\"id\":\"" + a + "\"," + Blobs.fields("three") + "}",
            "{\"op\":\"delete\",\"id\":\"" + a + "\",\"if_version\":3}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(statuses(answer)).containsExactly(201, 200, 412, 404, 201, 200, 200);
    JsonNode results = answer.json().get("results");
    assertThat(results.at("/0/id").textValue()).isEqualTo(a);
    assertThat(results.at("/1/version").intValue()).isEqualTo(2);
    assertThat(results.at("/1/problem").isNull()).isTrue();
    assertThat(results.at("/2/version").isNull()).isTrue();
    assertThat(results.at("/2/problem/code").textValue()).isEqualTo("version_conflict");
    assertThat(results.at("/2/problem/current_version").intValue()).isZero();
    assertThat(results.at("/4/id").textValue()).hasSize(36);
    assertThat(results.at("/6/version").intValue()).isEqualTo(4);
  }

  @Test
  void whatMakesNoSenseSpoilsOnlyItself() {
    String id = UUID.randomUUID().toString();
    Answer answer =
        batch(
            false,
            put(id, "good", ""),
            put(id, "bad", "").replace(Blobs.checksum("bad"), Blobs.checksum("other")),
            "{\"op\":\"put\",\"id\":\"" + id + "\",\"blob\":\"*\"}",
            "{\"op\":\"move\",\"id\":\"" + id + "\"}",
            "{}",
            "7",
            "{\"op\":\"delete\"}",
            "{\"op\":\"delete\",\"id\":\"1-1-1-1-1\"}",
            "{\"op\":\"delete\",\"id\":\"" + id + "\",\"if_version\":-1}",
            "{\"op\":\"put\",\"if_version\":2,\"table\":\"t\"," + Blobs.fields("x") + "}",
            "{\"op\":\"put\"," + Blobs.fields("x") + "}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(statuses(answer))
        .containsExactly(201, 400, 422, 422, 422, 422, 422, 422, 422, 422, 422);
    JsonNode results = answer.json().get("results");
    assertThat(results.at("/1/problem/code").textValue()).isEqualTo("checksum_mismatch");
    assertThat(results.at("/2/id").textValue()).isEqualTo(id);
    assertThat(results.at("/2/problem/errors").findValuesAsText("type"))
        .containsExactlyInAnyOrder("base64", "missing");
    assertThat(results.at("/2/problem/errors/0/loc").toString())
        .isEqualTo("[\"body\",\"operations\",\"2\",\"blob\"]");
    assertThat(results.at("/5/id").isNull()).isTrue();
    assertThat(results.at("/7/problem/errors/0/type").textValue()).isEqualTo("uuid_parsing");
    assertThat(changes("").get("changes")).hasSize(1);
  }

  @Test
  void anAtomicBatchIsAllOrNothing() {
    String a = UUID.randomUUID().toString();
    Answer refused = batch(true, put(a, "one", ""), put(a, "two", ",\"if_version\":7"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("batch_rejected");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(statuses(refused)).containsExactly(424, 412);
    Answer malformed = batch(true, put(a, "one", ""), "{}");
    assertThat(statuses(malformed)).containsExactly(424, 422);
    assertThat(changes("").get("changes")).isEmpty();
    Answer done =
        batch(true, put(a, "one", ",\"if_version\":0"), put(a, "two", ",\"if_version\":1"));
    assertThat(done.status()).isEqualTo(200);
    assertThat(statuses(done)).containsExactly(201, 200);
  }

  @Test
  void aBatchHasAListOfAtMost500() {
    for (String body :
        List.of(
            "{}",
            "{\"operations\":null}",
            "{\"operations\":{}}",
            "{\"operations\":\"x\"}",
            "{\"operations\":[" + "{},".repeat(500) + "{}]}",
            "{\"operations\":[],\"atomic\":\"true\"}",
            "[]")) {
      assertThat(server.post("/storage/batch", body, AUTH, who).status()).isEqualTo(422);
    }
    assertThat(batch(true).json().toString()).isEqualTo("{\"results\":[]}");
    String[] many = new String[500];
    java.util.Arrays.fill(many, "{\"op\":\"put\",\"table\":\"t\"," + Blobs.fields("x") + "}");
    assertThat(statuses(batch(true, many))).hasSize(500).containsOnly(201);
  }

  @Test
  void theFeedIsFollowedByItsCursor() {
    assertThat(changes("").toString())
        .isEqualTo("{\"changes\":[],\"cursor\":\"0\",\"has_more\":false}");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(UUID.randomUUID().toString());
      batch(true, put(ids.get(i), "v" + i, ""));
    }
    server.call("DELETE", "/storage/records/" + ids.get(1), "", AUTH, who);
    List<String> seen = new ArrayList<>();
    String cursor = "0";
    JsonNode page;
    do {
      page = changes("?limit=2&cursor=" + cursor);
      page.get("changes").forEach(change -> seen.add(change.get("id").textValue()));
      cursor = page.get("cursor").textValue();
    } while (page.get("has_more").booleanValue());
    assertThat(seen).containsExactly(ids.get(0), ids.get(2), ids.get(3), ids.get(4), ids.get(1));
    JsonNode last = changes("?cursor=5").at("/changes/0");
    assertThat(last.get("deleted").booleanValue()).isTrue();
    assertThat(last.get("version").intValue()).isEqualTo(2);
    assertThat(changes("?cursor=" + cursor).get("changes")).isEmpty();
    assertThat(changes("?cursor=" + cursor).get("cursor").textValue()).isEqualTo(cursor);
  }

  @Test
  void p09_aCursorIsOneOfTheFeed() {
    for (String cursor : List.of("1", "-1", "x", "", "1&cursor=1", "99999999999999999999", "0x0")) {
      Answer answer = server.get("/storage/changes?cursor=" + cursor, AUTH, who);
      assertThat(answer.status()).as(cursor).isEqualTo(422);
      assertThat(answer.json().at("/errors/0/loc/1").textValue()).isEqualTo("cursor");
    }
    assertThat(server.get("/storage/changes?limit=501", AUTH, who).status()).isEqualTo(422);
  }

  @Test
  void usageSaysHowMuchOfHowMuch() {
    batch(true, put(UUID.randomUUID().toString(), "12345", ""));
    assertThat(server.get("/storage/usage", AUTH, who).body())
        .isEqualTo(
            "{\"storage\":{\"used_bytes\":5,\"limit_bytes\":5000000000},"
                + "\"backup\":{\"used_bytes\":0,\"limit_bytes\":5000000000}}");
    String team = bearer(server.signUp(Tier.TEAM));
    assertThat(server.get("/storage/usage", AUTH, team).json().at("/storage/limit_bytes").isNull())
        .isTrue();
  }
}
