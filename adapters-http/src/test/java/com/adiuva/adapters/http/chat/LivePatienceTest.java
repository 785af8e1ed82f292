package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.sockets.SocketSession;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.shared.JsonObject;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How long a client of version 2 is waited for, with short times.
final class LivePatienceTest {
  private static final SocketSession.Timings TIMINGS =
      new SocketSession.Timings(
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMillis(300),
          Duration.ofSeconds(10));
  private static final Runs.Patience PATIENCE =
      new Runs.Patience(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250));

  private ChatServer server;

  @BeforeEach
  void start() {
    server = new ChatServer(TIMINGS, PATIENCE);
  }

  @AfterEach
  void stop() {
    try {
      server.awaitSockets(0);
    } finally {
      server.close();
    }
  }

  @Test
  void aClientThatDoesNotAnswerIsAskedOnceAndItsContextCounts() throws Exception {
    try (LiveClient client = new LiveClient(server, server.signIn())) {
      ObjectNode request = LiveClient.request("What is there to do?");
      ((ObjectNode) request.get("request"))
          .set("context", Json.parse("{\"recent_tasks\":[{\"id\":\"t1\",\"title\":\"Milk\"}]}"));
      client.send(request);
      server.model.nextCall().calls("list_tasks", JsonObject.empty());
      client.next("agent");
      String id = client.next("tool_call").get("id").textValue();
      GatedModel.Call second = server.model.nextCall();
      assertThat(second.lastResult()).isEqualTo(List.of(Map.of("id", "t1", "title", "Milk")));
      client.result(id, "[]");
      second.calls("list_tasks_due_today", JsonObject.empty());
      GatedModel.Call third = server.model.nextCall();
      assertThat(third.lastResult()).isEqualTo(List.of());
      third.finishes();
      client.next("delta");
      client.next("done");
    }
  }

  @Test
  void aPersonWhoSaysNothingHasNotApproved() throws Exception {
    try (LiveClient client = new LiveClient(server, server.signIn())) {
      client.ask("Delete it");
      server
          .model
          .nextCall()
          .calls("delete_task", JsonObject.builder().put("task_id", "t1").build());
      client.next("agent");
      String id = client.next("approval_request").get("id").textValue();
      GatedModel.Call second = server.model.nextCall();
      assertThat(String.valueOf(second.lastResult())).contains("did not approve");
      client.approve(id, true);
      second.finishes();
      client.next("delta");
      assertThat(client.next("done").get("actions")).isEmpty();
    }
  }

  @Test
  void whatNobodyResumesIsCancelledAndForgotten() throws Exception {
    Caller caller = server.signIn();
    LiveClient client = new LiveClient(server, caller);
    client.askResumable("Hello");
    GatedModel.Call call = server.model.nextCall();
    client.next("agent");
    assertThat(server.sockets.resumableRuns()).isEqualTo(1);
    client.socket.reset();
    call.awaitCancelled();
    call.awaitEnded();
    server.awaitResumableRuns(0);
    assertUnknown(caller, client.runId());
  }

  @Test
  void whatIsOverIsForgottenAfterAWhile() throws Exception {
    Caller caller = server.signIn();
    try (LiveClient client = new LiveClient(server, caller)) {
      client.askResumable("Hello");
      server.model.nextCall().finishes();
      client.next("agent");
      client.next("delta");
      client.next("done");
      server.awaitResumableRuns(0);
      assertUnknown(caller, client.runId());
    }
  }

  private void assertUnknown(Caller caller, String run) throws Exception {
    try (LiveClient again = new LiveClient(server, caller)) {
      again.resume(run, 1);
      assertThat(again.problem().get("code").textValue()).isEqualTo("not_found");
    }
  }

  /// A reader that has stopped loses its socket as in version 1, and if it stays away its answer.
  @Test
  void c5AReaderThatStoppedLosesItsSocketAndInTheEndItsAnswer() throws Exception {
    Caller caller = server.signIn();
    String page = "word ".repeat(6_000);
    int pages = 400;
    LiveClient stuck = new LiveClient(server, caller);
    stuck.askResumable("Hello");
    GatedModel.Call call = server.model.nextCall();
    stuck.next("agent");
    CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    for (int i = 0; i < pages; i++) {
      last = call.saying(page);
    }
    // Nobody reads, so the server stops taking, and in the end lets the socket go.
    CompletableFuture.anyOf(last, call.cancelled()).join();
    assertThat(call.isCancelled()).isTrue();
    assertThat(stuck.socket.closeCode()).isEqualTo(SocketSession.TRY_AGAIN_LATER);
    call.awaitEnded();
    stuck.close();
  }

  @Test
  void aStoppingServerCancelsWhatNobodyHears() throws Exception {
    LiveClient client = new LiveClient(server, server.signIn());
    client.askResumable("Hello");
    GatedModel.Call call = server.model.nextCall();
    client.next("agent");
    client.socket.reset();
    server.awaitSockets(0);
    server.stop();
    call.awaitEnded();
  }

  @Test
  void anExpiredTokenClosesWith4401AtTheNextRequest() throws Exception {
    try (LiveClient client = new LiveClient(server, server.signIn())) {
      client.ask("Hello");
      GatedModel.Call call = server.model.nextCall();
      client.next("agent");
      server.clock.advance(Duration.ofMinutes(31));
      call.finishes();
      client.next("delta");
      client.next("done");
      client.ask("Hello");
      JsonNode problem = client.problem();
      assertThat(problem.get("code").textValue()).isEqualTo("token_expired");
      assertThat(client.socket.closeCode()).isEqualTo(4401);
      assertThat(server.model.wasCalled()).isFalse();
    }
  }

  @Test
  void c1c2TheTokenIsNeverTheProtocol() throws Exception {
    Caller caller = server.signIn();
    String token = server.token(caller);
    for (String offered :
        List.of(
            "bearer, " + token + ", adiuva.chat.v2",
            "adiuva.chat.v2, bearer, " + token,
            "x, adiuva.chat.v2, bearer, " + token + ", y")) {
      try (RawSocket socket =
          new RawSocket(server.port(), ChatServer.PATH, "Sec-WebSocket-Protocol: " + offered)) {
        assertThat(socket.status()).isEqualTo(101);
        assertThat(socket.head()).contains("Protocol: adiuva.chat.v2\r\n").doesNotContain(token);
        socket.text("{}");
        assertThat(socket.nextMessage().text()).startsWith("{\"type\":\"error\"");
      }
    }
    try (RawSocket plain =
        new RawSocket(server.port(), ChatServer.PATH, "Sec-WebSocket-Protocol: bearer, " + token)) {
      assertThat(plain.head()).contains("Protocol: bearer\r\n");
      plain.text("{}");
      assertThat(plain.nextMessage().text()).startsWith("{\"error\"");
    }
    try (RawSocket nobody =
        new RawSocket(
            server.port(), ChatServer.PATH, "Sec-WebSocket-Protocol: bearer, adiuva.chat.v2")) {
      assertThat(nobody.status()).isEqualTo(401);
    }
  }
}
