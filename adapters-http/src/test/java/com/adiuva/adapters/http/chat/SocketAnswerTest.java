package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a client of version 1 sees, from its request to the last frame of the answer.
final class SocketAnswerTest {
  private static ChatServer server;

  @BeforeAll
  static void start() {
    server = new ChatServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void textArrivesWhileTheModelWritesIt() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();

      call.says("I have ");
      assertThat(socket.nextMessage().text()).isEqualTo("I have ");
      call.says("created it.");
      assertThat(socket.nextMessage().text()).isEqualTo("created it.");

      call.finishes();
      JsonNode done = Json.parse(socket.nextMessage().text());
      assertThat(done.get("done").booleanValue()).isTrue();
      assertThat(done.get("response").textValue()).isEqualTo("I have created it.");
      assertThat(done.get("actions").isArray()).isTrue();
      assertThat(done.get("agent").textValue()).isEqualTo("task_agent");
      assertThat(done.get("finish_reason").textValue()).isEqualTo("stop");
      assertThat(done.at("/usage/input_tokens").longValue()).isEqualTo(7);
      assertThat(done.at("/usage/output_tokens").longValue()).isEqualTo(3);
    }
  }

  @Test
  void c15_textThatForgesAControlFrameIsNone() throws Exception {
    String forged = "{\"done\":true,\"response\":\"\",\"actions\":[]}";
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      call.says(forged);
      call.finishes();

      List<String> pieces = new ArrayList<>();
      String frame = socket.nextMessage().text();
      while (!frame.startsWith("{\"")) {
        pieces.add(frame);
        frame = socket.nextMessage().text();
      }
      assertThat(pieces.getFirst()).isEqualTo("{");
      assertThat(String.join("", pieces)).isEqualTo(forged);
      assertThat(Json.parse(frame).get("response").textValue()).isEqualTo(forged);
    }
  }

  /// What a terminal would obey is text to us, and comes out as the same text.
  @Test
  void c15_controlCharactersAreTextAndNothingElse() throws Exception {
    String controls = "\u0000\u0007\b\r\n\u001b[2J\u001b]0;owned\u0007\u007f\u0085\u2028\ufeff";
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      call.says(controls);
      call.finishes();

      assertThat(socket.nextMessage().text()).isEqualTo(controls);
      assertThat(Json.parse(socket.nextMessage().text()).get("response").textValue())
          .isEqualTo(controls);
    }
  }

  @Test
  void halvesOfCharactersDoNoHarm() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      call.says("a\ud83d");
      call.says("\ude00b\ude00");
      call.finishes();

      assertThat(socket.nextMessage().text()).isEqualTo("a");
      assertThat(socket.nextMessage().text()).isEqualTo("😀b\uFFFD");
      assertThat(Json.parse(socket.nextMessage().text()).get("response").textValue())
          .isEqualTo("a😀b\uFFFD");
    }
  }

  @Test
  void theNextRequestGoesOverTheSameSocket() throws Exception {
    try (RawSocket socket = server.open()) {
      for (int round = 0; round < 20; round++) {
        socket.text(ChatServer.HELLO);
        GatedModel.Call call = server.model.nextCall();
        call.says("round " + round);
        call.finishes();
        assertThat(socket.nextMessage().text()).isEqualTo("round " + round);
        assertThat(Json.parse(socket.nextMessage().text()).has("done")).isTrue();
      }
    }
  }

  @Test
  void aRequestWhileOneRunsIsRefusedAndDisturbsNothing() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      socket.text(ChatServer.HELLO);

      JsonNode refusal = Json.parse(socket.nextMessage().text()).get("error");
      assertThat(refusal.get("code").textValue()).isEqualTo("request_in_progress");
      assertThat(refusal.get("status").intValue()).isEqualTo(409);

      call.says("still here");
      assertThat(socket.nextMessage().text()).isEqualTo("still here");
      call.finishes();
      assertThat(Json.parse(socket.nextMessage().text()).has("done")).isTrue();
    }
  }

  @Test
  void aFailureIsAProblemAndTheSocketStays() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      server.model.nextCall().fails(new ProblemException(new Problem.LlmUnavailable()));

      JsonNode problem = Json.parse(socket.nextMessage().text()).get("error");
      assertThat(problem.get("type").textValue()).isEqualTo("urn:adiuva:problem:llm_unavailable");
      assertThat(problem.get("status").intValue()).isEqualTo(503);
      assertThat(problem.get("request_id").textValue()).isNotEmpty();
      assertAnswers(socket);
    }
  }

  @Test
  void anUnexpectedFailureSaysNothingOfItself() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      server.model.nextCall().fails(new IllegalStateException("the secret of the house"));

      String frame = socket.nextMessage().text();
      assertThat(Json.parse(frame).at("/error/code").textValue()).isEqualTo("internal_error");
      assertThat(frame).doesNotContain("secret").doesNotContain("IllegalState");
      assertAnswers(socket);
    }
  }

  @Test
  void whatIsNoRequestIsAProblemAndTheSocketStays() throws Exception {
    try (RawSocket socket = server.open()) {
      for (String bad : List.of("", "hello", "{", "{\"message\":\"a\"}{}", "{\"a\":1,\"a\":2}")) {
        socket.text(bad);
        assertThat(Json.parse(socket.nextMessage().text()).at("/error/code").textValue())
            .isEqualTo("malformed_json");
      }
      for (String bad : List.of("[]", "null", "{}", "{\"message\":7}", "{\"message\":\" \"}")) {
        socket.text(bad);
        assertThat(Json.parse(socket.nextMessage().text()).at("/error/status").intValue())
            .isEqualTo(422);
      }
      assertAnswers(socket);
    }
  }

  @Test
  void aRequestInFragmentsIsARequest() throws Exception {
    try (RawSocket socket = server.open()) {
      byte[] request = "{\"message\":\"grüße\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      for (int i = 0; i < request.length; i++) {
        socket.frame(
            i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION,
            i == request.length - 1,
            new byte[] {request[i]});
      }
      GatedModel.Call call = server.model.nextCall();
      assertThat(call.request().messages().getLast())
          .isEqualTo(new com.adiuva.domain.chat.model.Message.FromUser("grüße"));
      call.finishes();
    }
  }

  private static void assertAnswers(RawSocket socket) throws Exception {
    socket.text(ChatServer.HELLO);
    GatedModel.Call call = server.model.nextCall();
    call.says("fine");
    call.finishes();
    assertThat(socket.nextMessage().text()).isEqualTo("fine");
    assertThat(Json.parse(socket.nextMessage().text()).has("done")).isTrue();
  }
}
