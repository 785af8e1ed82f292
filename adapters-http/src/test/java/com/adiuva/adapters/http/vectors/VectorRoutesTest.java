package com.adiuva.adapters.http.vectors;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.Blobs;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.domain.accounts.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorRoutesTest {
  private static final String AUTH = "Authorization";
  private static final String EAST = "[1,0,0,0,0,0,0,0]";
  private static final String NORTH = "[0,1.5,0,0,0,0,0,0]";

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

  private Answer upsert(String who, String... items) {
    return server.post(
        "/storage/vectors/upsert", "{\"vectors\":[" + String.join(",", items) + "]}", AUTH, who);
  }

  private static String item(String id, String text, String embedding) {
    String more = embedding.isEmpty() ? "" : ",\"embedding\":" + embedding;
    return "{\"id\":\"" + id + "\"," + Blobs.fields(text) + more + "}";
  }

  private Answer search(String who, String query) {
    return server.post("/storage/vectors/search", query, AUTH, who);
  }

  private static List<String> ids(Answer answer) {
    return answer.json().get("results").findValuesAsText("id");
  }

  @Test
  void theNearestIsFoundFirst() {
    assertThat(upsert(ann, item("e", "east", EAST), item("n", "north", NORTH)).body())
        .isEqualTo("{\"upserted\":2}");
    Answer answer = search(ann, "{\"query_embedding\":" + NORTH + "}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Search-Mode")).isEqualTo("embedding");
    assertThat(ids(answer)).containsExactly("n", "e");
    JsonNode best = answer.json().at("/results/0");
    assertThat(best.get("score").doubleValue()).isBetween(0.9999, 1.0);
    assertThat(best.get("blob").textValue()).isEqualTo(Blobs.base64(Blobs.bytes("north")));
    assertThat(ids(search(ann, "{\"query_embedding\":" + EAST + ",\"top_k\":1}")))
        .containsExactly("e");
  }

  @Test
  void withoutEmbeddingsEqualBlobsAreFound() {
    assertThat(upsert(ann, item("a", "one", ""), item("b", "two", "")).status()).isEqualTo(200);
    String blob = Blobs.base64(Blobs.bytes("two"));
    Answer answer = search(ann, "{\"query_blob\":\"" + blob + "\",\"top_k\":1}");
    assertThat(answer.header("X-Search-Mode")).isEqualTo("opaque");
    assertThat(ids(answer)).containsExactly("b");
  }

  @Test
  void o04_theSameIdOfTwoUsersIsTwoItems() {
    String ben = bearer(server.signUp(Tier.PRO));
    upsert(ann, item("same", "hers", EAST));
    upsert(ben, item("same", "his", EAST));
    delete("POST", ben, "[\"same\"]");
    Answer answer = search(ann, "{\"query_embedding\":" + EAST + "}");
    assertThat(answer.json().at("/results/0/blob").textValue())
        .isEqualTo(Blobs.base64(Blobs.bytes("hers")));
    assertThat(ids(search(ben, "{\"query_embedding\":" + EAST + "}"))).isEmpty();
  }

  private Answer delete(String method, String who, String ids) {
    String path = method.equals("POST") ? "/storage/vectors/delete" : "/storage/vectors";
    return server.json(method, path, "{\"ids\":" + ids + "}", AUTH, who);
  }

  @Test
  void deletingWorksBothWays() {
    upsert(ann, item("a", "one", EAST), item("b", "two", EAST), item("c", "three", EAST));
    assertThat(delete("DELETE", ann, "[\"a\",\"unknown\",\"a\"]").body())
        .isEqualTo("{\"ok\":true}");
    assertThat(delete("POST", ann, "[\"b\"]").body()).isEqualTo("{\"ok\":true}");
    assertThat(delete("POST", ann, "[]").status()).isEqualTo(200);
    assertThat(ids(search(ann, "{\"query_embedding\":" + EAST + "}"))).containsExactly("c");
    for (String wrong :
        List.of(
            "null",
            "{}",
            "\"a\"",
            "[1]",
            "[\"\"]",
            "[\"" + "x".repeat(129) + "\"]",
            "[\"a\\u0000\"]",
            "[" + "\"a\",".repeat(1000) + "\"a\"]")) {
      assertThat(delete("POST", ann, wrong).status()).as(wrong).isEqualTo(422);
    }
  }

  @Test
  void o05_searchesAreReadStrictly() {
    for (String wrong :
        List.of(
            "{}",
            "{\"query_blob\":\"\",\"query_embedding\":" + EAST + "}",
            "{\"query_embedding\":[1,2,3]}",
            "{\"query_embedding\":[0,0,0,0,0,0,0,0]}",
            "{\"query_embedding\":[1,0,0,0,0,0,0,\"0\"]}",
            "{\"query_embedding\":[1e300,0,0,0,0,0,0,0]}",
            "{\"query_embedding\":{\"0\":1}}",
            "{\"query_embedding\":\"x\"}",
            "{\"query_blob\":\"*\"}",
            "{\"query_blob\":7}",
            "{\"query_blob\":\"\",\"top_k\":0}",
            "{\"query_blob\":\"\",\"top_k\":-1}",
            "{\"query_blob\":\"\",\"top_k\":101}",
            "{\"query_blob\":\"\",\"top_k\":1000000000}",
            "{\"query_blob\":\"\",\"top_k\":\"10\"}",
            "{\"query_blob\":\"\",\"top_k\":1.5}")) {
      assertThat(search(ann, wrong).status()).as(wrong).isEqualTo(422);
    }
  }

  @Test
  void itemsAreReadStrictly() {
    assertThat(upsert(ann, item("a", "x", EAST), item("a", "y", EAST)).json().at("/errors/0"))
        .hasToString(
            "{\"loc\":[\"body\",\"vectors\",\"1\",\"id\"],\"msg\":\"is that of an item before it\","
                + "\"type\":\"repeated\"}");
    Answer lengths = upsert(ann, item("a", "x", EAST), item("b", "y", "[1,2,3,4,5,6,7,8,9]"));
    assertThat(lengths.status()).isEqualTo(422);
    assertThat(lengths.json().at("/errors/0/loc/3").textValue()).isEqualTo("embedding");
    String[] many = new String[201];
    for (int i = 0; i < many.length; i++) {
      many[i] = item("i" + i, "x", "");
    }
    assertThat(upsert(ann, many).status()).isEqualTo(422);
    assertThat(upsert(ann, item("", "x", "")).status()).isEqualTo(422);
    assertThat(server.post("/storage/vectors/upsert", "{}", AUTH, ann).status()).isEqualTo(422);
    String mismatch = item("a", "x", "").replace(Blobs.checksum("x"), Blobs.checksum("y"));
    assertThat(upsert(ann, item("b", "y", ""), mismatch).code()).isEqualTo("checksum_mismatch");
    assertThat(upsert(ann, item("a", "x".repeat(30 * 1024), "")).status()).isEqualTo(200);
    assertThat(upsert(ann, item("a", "x".repeat(30 * 1024 + 1), "")).status()).isEqualTo(413);
    assertThat(ids(search(ann, "{\"query_blob\":\"\"}"))).containsExactly("a");
  }

  @Test
  void vectorsCountAsStorage() {
    upsert(ann, item("a", "12345", EAST));
    assertThat(server.get("/storage/usage", AUTH, ann).json().at("/storage/used_bytes").intValue())
        .isEqualTo(5);
    assertThat(upsert(bearer(server.signUp()), item("a", "x", "")).code())
        .isEqualTo("quota_exceeded");
  }
}
