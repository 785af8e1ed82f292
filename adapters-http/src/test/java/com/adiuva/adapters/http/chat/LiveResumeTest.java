package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.sockets.SocketSession;
import com.adiuva.adapters.http.testkit.ForAll;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.shared.JsonObject;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A request sent `resumable` outlives its socket, and loses and repeats nothing.
final class LiveResumeTest {
  private static ChatServer server;

  @BeforeAll
  static void start() {
    server = new ChatServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static LiveClient open(Caller caller) throws Exception {
    return new LiveClient(server, caller);
  }

  /// A client that has asked and got the first two frames: its agent, and `one`.
  private record Begun(Caller caller, LiveClient client, GatedModel.Call call) {
    static Begun resumable() throws Exception {
      Caller caller = server.signIn();
      LiveClient client = open(caller);
      client.askResumable("Hello");
      GatedModel.Call call = server.model.nextCall();
      client.next("agent");
      call.says("one");
      client.next("delta");
      return new Begun(caller, client, call);
    }

    /// The same once its socket has broken.
    static Begun broken() throws Exception {
      Begun begun = resumable();
      begun.client.socket.reset();
      return begun;
    }

    String run() {
      return client.runId();
    }
  }

  @Test
  void goesOnWhereItBroke() throws Exception {
    Begun begun = Begun.broken();
    begun.call.saying("two").join();
    try (LiveClient again = open(begun.caller)) {
      again.resume(begun.run(), 2);
      assertThat(again.next("delta").get("text").textValue()).isEqualTo("two");
      begun.call.says("three");
      assertThat(again.next("delta").get("text").textValue()).isEqualTo("three");
      begun.call.finishes();
      JsonNode done = again.next("done");
      assertThat(done.get("response").textValue()).isEqualTo("onetwothree");
      assertThat(done.get("finish_reason").textValue()).isEqualTo("stop");
      // And the socket is one like any other.
      again.ask("Next");
      server.model.nextCall().finishes();
      again.next("agent");
    }
  }

  @Test
  void whatIsOverCanBeReadAgain() throws Exception {
    Begun begun = Begun.resumable();
    begun.call.finishes();
    JsonNode done = begun.client.next("done");
    begun.client.socket.reset();
    for (int after = 0; after <= 3; after++) {
      try (LiveClient again = open(begun.caller)) {
        again.resume(begun.run(), after);
        for (int number = after + 1; number <= 3; number++) {
          assertThat(again.next()).isEqualTo(begun.client.frames.get(number - 1));
        }
        again.resume(begun.run(), 2);
        assertThat(again.next("done")).isEqualTo(done);
      }
    }
  }

  @Test
  void readingAgainDisturbsNoSocketThatHasGoneOn() throws Exception {
    Begun begun = Begun.resumable();
    begun.call.finishes();
    begun.client.next("done");
    begun.client.ask("Next");
    GatedModel.Call next = server.model.nextCall();
    try (LiveClient again = open(begun.caller)) {
      again.resume(begun.run(), 2);
      again.next("done");
    }
    next.finishes();
    begun.client.next("agent");
    begun.client.next("delta");
    begun.client.next("done");
  }

  @Test
  void anothersRunIsAnUnknownRun() throws Exception {
    Begun begun = Begun.broken();
    try (LiveClient other = open(server.signIn());
        LiveClient again = open(begun.caller)) {
      other.resume(begun.run(), 0);
      JsonNode anothers = other.problem();
      other.resume("11111111-2222-3333-4444-555555555555", 0);
      assertThat(withoutId(other.problem())).isEqualTo(withoutId(anothers));
      assertThat(anothers.get("status").intValue()).isEqualTo(404);
      again.resume(begun.run(), 2);
      begun.call.finishes();
      again.next("done");
    }
  }

  private static JsonNode withoutId(JsonNode problem) {
    return ((ObjectNode) problem.deepCopy()).put("request_id", "");
  }

  @Test
  void whatWasNotSentResumableEndsWithItsSocket() throws Exception {
    Caller caller = server.signIn();
    LiveClient client = open(caller);
    client.ask("Hello");
    GatedModel.Call call = server.model.nextCall();
    client.next("agent");
    client.socket.reset();
    call.awaitCancelled();
    call.awaitEnded();
    try (LiveClient again = open(caller)) {
      again.resume(client.runId(), 1);
      assertThat(again.problem().get("code").textValue()).isEqualTo("not_found");
    }
  }

  @Test
  void aFrameThatNeverWasIsWrong() throws Exception {
    Begun begun = Begun.broken();
    try (LiveClient again = open(begun.caller)) {
      again.resume(begun.run(), 3);
      assertThat(again.problem().at("/errors/0/loc/1").textValue()).isEqualTo("after");
      again.resume(begun.run(), 2);
      begun.call.finishes();
      again.next("done");
    }
  }

  @Test
  void whatWasAskedIsAskedAgain() throws Exception {
    Begun begun = Begun.resumable();
    begun.call.calls("list_tasks", JsonObject.empty());
    String question = begun.client.next("tool_call").get("id").textValue();
    begun.client.socket.reset();
    try (LiveClient again = open(begun.caller)) {
      again.resume(begun.run(), 3);
      JsonNode repeated = again.next("tool_call");
      assertThat(repeated.get("id").textValue()).isEqualTo(question);
      assertThat(repeated.get("name").textValue()).isEqualTo("list_tasks");
      again.result(question, "[]");
      GatedModel.Call second = server.model.nextCall();
      second.calls("delete_task", JsonObject.builder().put("task_id", "t1").build());
      question = again.next("approval_request").get("id").textValue();
      again.socket.reset();
    }
    try (LiveClient last = open(begun.caller)) {
      // The question has not been seen, so it comes once, under its own number.
      last.resume(begun.run(), 4);
      assertThat(last.next("approval_request").get("id").textValue()).isEqualTo(question);
      last.approve(question, true);
      last.next("action");
      server.model.nextCall().finishes();
      last.next("delta");
      assertThat(last.next("done").get("actions")).hasSize(1);
    }
  }

  @Test
  void whoResumesTakesOver() throws Exception {
    Begun begun = Begun.resumable();
    try (LiveClient again = open(begun.caller)) {
      again.resume(begun.run(), 2);
      begun.call.says("two");
      again.next("delta");
      assertThat(begun.client.socket.closeCode()).isEqualTo(SocketSession.NORMAL);
      begun.call.finishes();
      again.next("done");
    }
  }

  @Test
  void aSocketHearsOneRunAtATime() throws Exception {
    Begun begun = Begun.resumable();
    try (LiveClient busy = open(begun.caller)) {
      begun.client.send(
          Json.object().put("type", "resume").put("run_id", begun.run()).put("after", 0));
      assertThat(begun.client.problem().get("code").textValue()).isEqualTo("request_in_progress");
      busy.ask("Something else");
      GatedModel.Call other = server.model.nextCall();
      busy.next("agent");
      busy.send(Json.object().put("type", "resume").put("run_id", begun.run()).put("after", 0));
      assertThat(busy.problem().get("code").textValue()).isEqualTo("request_in_progress");
      other.finishes();
      begun.call.finishes();
      begun.client.next("done");
    }
  }

  @Test
  void aResumedRunCanBeCancelled() throws Exception {
    Begun begun = Begun.broken();
    try (LiveClient again = open(begun.caller)) {
      again.resume(begun.run(), 2);
      again.cancel();
      JsonNode done = again.next("done");
      assertThat(done.get("finish_reason").textValue()).isEqualTo("cancelled");
      assertThat(done.get("response").textValue()).isEqualTo("one");
      begun.call.awaitEnded();
    }
  }

  @Test
  void aUserHasAFewOfThem() throws Exception {
    Caller caller = server.signIn();
    List<LiveClient> clients = new ArrayList<>();
    List<GatedModel.Call> calls = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        clients.add(open(caller));
        clients.getLast().askResumable("Hello");
        calls.add(server.model.nextCall());
        clients.getLast().next("agent");
      }
      clients.add(open(caller));
      clients.getLast().askResumable("Hello");
      assertThat(clients.getLast().problem().get("code").textValue()).isEqualTo("too_many_runs");
      calls.getFirst().finishes();
      clients.getFirst().next("delta");
      clients.getFirst().next("done");
      // What is over makes room.
      clients.getLast().askResumable("Hello");
      calls.add(server.model.nextCall());
      clients.getLast().next("agent");
      calls.subList(1, calls.size()).forEach(GatedModel.Call::finishes);
    } finally {
      for (LiveClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void tooMuchForNobodyEndsTheRun() throws Exception {
    Begun begun = Begun.broken();
    String page = "word ".repeat(20_000);
    while (!begun.call.isCancelled()) {
      CompletableFuture.anyOf(begun.call.saying(page), begun.call.cancelled()).join();
    }
    begun.call.awaitEnded();
    try (LiveClient again = open(begun.caller)) {
      again.resume(begun.run(), 2);
      assertThat(again.problem().get("code").textValue()).isEqualTo("not_found");
    }
  }

  @Test
  void aLongAnswerThatIsReadKeepsItsEnd() throws Exception {
    Begun begun = Begun.resumable();
    String page = "word ".repeat(1_000);
    for (int i = 0; i < 300; i++) {
      begun.call.says(page);
      begun.client.next("delta");
    }
    begun.client.socket.reset();
    try (LiveClient again = open(begun.caller)) {
      again.resume(begun.run(), 10);
      assertThat(again.problem().get("code").textValue()).isEqualTo("not_found");
      again.resume(begun.run(), 200);
      for (int number = 201; number <= 302; number++) {
        assertThat(again.next()).isEqualTo(begun.client.frames.get(number - 1));
      }
      begun.call.finishes();
      assertThat(again.next("done").get("response").textValue()).hasSize(3 + 300 * 5_000);
    }
  }

  /// Sockets that break at any moment, also between two frames that are on their way.
  @Test
  void nothingIsLostOrRepeatedWhereverItBreaks() {
    ForAll.check(
        15,
        random -> random,
        random -> {
          try {
            hearWithBreaks(random);
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void hearWithBreaks(Random random) throws Exception {
    Caller caller = server.signIn();
    LiveClient client = open(caller);
    client.askResumable("Hello");
    GatedModel.Call call = server.model.nextCall();
    client.next("agent");
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      said.append(i).append(' ');
      call.says(i + " ");
    }
    call.finishes();
    StringBuilder heard = new StringBuilder();
    JsonNode frame = client.next();
    while (frame.has("text")) {
      heard.append(frame.get("text").textValue());
      if (random.nextInt(12) == 0) {
        if (random.nextBoolean()) {
          client.socket.reset();
        }
        LiveClient next = open(caller);
        next.resume(client.runId(), client.lastNumber());
        client = next;
      }
      frame = client.next();
    }
    assertThat(heard).hasToString(said.toString());
    assertThat(frame.get("response").textValue()).isEqualTo(said.toString());
    client.close();
  }
}
