package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ChatRoutesTest {
  private static ChatServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    server = new ChatServer();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static HttpRequest.Builder post(String body) {
    return HttpRequest.newBuilder(server.http("/api/v1/chat"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static CompletableFuture<HttpResponse<String>> send(String body) {
    return client.sendAsync(
        post(body).header("Authorization", "Bearer " + server.token(server.signIn())).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> sent)
      throws Exception {
    return sent.get(15, TimeUnit.SECONDS);
  }

  @Test
  void answersWithTheWholeAnswer() throws Exception {
    CompletableFuture<HttpResponse<String>> sent = send("{\"message\":\"grüß dich\"}");
    GatedModel.Call call = server.model.nextCall();
    assertThat(call.request().messages().getLast()).isEqualTo(new Message.FromUser("grüß dich"));
    call.says("Guten ");
    call.says("Tag \ud83d");
    call.finishes();

    HttpResponse<String> response = answer(sent);
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = Json.parse(response.body());
    assertThat(body.properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactly("response", "actions", "agent", "finish_reason", "usage");
    assertThat(body.get("response").textValue()).isEqualTo("Guten Tag \uFFFD");
    assertThat(body.get("actions").isArray()).isTrue();
    assertThat(body.get("agent").textValue()).isEqualTo("task_agent");
    assertThat(body.get("finish_reason").textValue()).isEqualTo("stop");
    assertThat(body.at("/usage/input_tokens").longValue()).isEqualTo(7);
  }

  @Test
  void actionsSayWhatToDo() throws Exception {
    CompletableFuture<HttpResponse<String>> sent = send("{\"message\":\"create it\"}");
    server
        .model
        .nextCall()
        .calls(
            "create_task",
            com.adiuva.domain.shared.JsonObject.builder()
                .put("title", "Ship \ud83d")
                .put("priority", "high")
                .build());
    server.model.nextCall().finishes();

    JsonNode action = Json.parse(answer(sent).body()).at("/actions/0");
    assertThat(action.get("type").textValue()).isEqualTo("create_record");
    assertThat(action.get("table").textValue()).isEqualTo("tasks");
    assertThat(action.get("agent").textValue()).isEqualTo("task_agent");
    assertThat(action.at("/data/title").textValue()).startsWith("Ship ");
    assertThat(action.at("/data/priority").textValue()).isEqualTo("high");
    assertThat(action.at("/data/id").textValue()).isNotEmpty();
  }

  @Test
  void aFailureIsAProblem() throws Exception {
    CompletableFuture<HttpResponse<String>> sent = send(ChatServer.HELLO);
    server.model.nextCall().fails(new ProblemException(new Problem.LlmTimeout()));

    HttpResponse<String> response = answer(sent);
    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(Json.parse(response.body()).get("code").textValue()).isEqualTo("llm_timeout");
  }

  @Test
  void whatIsWrongIsSaidBeforeTheModelIsAsked() throws Exception {
    assertThat(answer(send("{")).statusCode()).isEqualTo(400);
    assertThat(answer(send("[]")).statusCode()).isEqualTo(422);
    assertThat(answer(send("{\"message\":\"\"}")).statusCode()).isEqualTo(422);
    assertThat(answer(send("{\"message\":\"hi\",\"context\":7}")).statusCode()).isEqualTo(422);
    String large =
        "{\"message\":\"hi\",\"context\":{\"relevant_documents\":[\"" + "x".repeat(1 << 20);
    assertThat(answer(send(large + "\"]}}")).statusCode()).isEqualTo(413);
    assertThat(server.model.wasCalled()).isFalse();
  }

  @Test
  void aMillionFaultsGetASmallAnswer() throws Exception {
    String body =
        "{\"message\":\"hi\",\"context\":{\"conversation_history\":["
            + "1,".repeat(499_999)
            + "1]}}";
    HttpResponse<String> response = answer(send(body));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).hasSizeLessThan(20_000);
    try (RawSocket socket = server.open()) {
      socket.text(body);
      String frame = socket.nextMessage().text();
      assertThat(frame).contains("validation_failed").hasSizeLessThan(20_000);
    }
  }

  @Test
  void nobodyChatsWithoutAToken() throws Exception {
    HttpResponse<String> response =
        client.send(post(ChatServer.HELLO).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(server.model.wasCalled()).isFalse();
  }
}
