package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.domain.accounts.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A client of version 2, which remembers every frame and holds them against what all frames
/// promise.
final class LiveClient implements Closeable {
  static final String VERSION_2 = "Sec-WebSocket-Protocol: adiuva.chat.v2";

  final RawSocket socket;
  final List<JsonNode> frames = new ArrayList<>();
  private long lastNumber;
  private String runId = "";

  LiveClient(ChatServer server, Caller caller) throws IOException {
    socket =
        new RawSocket(
            server.port(),
            ChatServer.PATH,
            "Authorization: Bearer " + server.token(caller),
            VERSION_2);
    assertThat(socket.status()).as(socket.head()).isEqualTo(101);
    assertThat(socket.head().toLowerCase(java.util.Locale.ROOT))
        .contains("sec-websocket-protocol: adiuva.chat.v2\r\n");
  }

  void ask(String message) throws IOException {
    send(request(message));
  }

  void askResumable(String message) throws IOException {
    send(request(message).put("resumable", true));
  }

  static ObjectNode request(String message) {
    ObjectNode frame = Json.object().put("type", "request");
    frame.putObject("request").put("message", message);
    return frame;
  }

  void result(String id, String json) throws IOException {
    ObjectNode frame = Json.object().put("type", "tool_result").put("id", id);
    frame.set("result", Json.parse(json));
    send(frame);
  }

  void approve(String id, boolean approved) throws IOException {
    send(Json.object().put("type", "approval").put("id", id).put("approved", approved));
  }

  void cancel() throws IOException {
    send(Json.object().put("type", "cancel"));
  }

  void resume(String run, long after) throws IOException {
    runId = run;
    lastNumber = after;
    send(Json.object().put("type", "resume").put("run_id", run).put("after", after));
  }

  void send(JsonNode frame) throws IOException {
    socket.text(Json.text(frame));
  }

  String runId() {
    return runId;
  }

  long lastNumber() {
    return lastNumber;
  }

  /// The next frame of the run, which must be of this type.
  JsonNode next(String type) throws IOException {
    JsonNode frame = next();
    assertThat(frame.get("type").textValue()).as("%s", frame).isEqualTo(type);
    return frame;
  }

  /// The next frame of the run.
  JsonNode next() throws IOException {
    RawSocket.Frame message = socket.nextMessage();
    assertThat(message.opcode()).as("closed: %s", message.text()).isEqualTo(RawSocket.TEXT);
    JsonNode frame = Json.parse(message.text());
    frames.add(frame);
    if (frame.get("type").textValue().equals("agent") && frame.get("seq").longValue() == 1) {
      runId = frame.get("run_id").textValue();
      lastNumber = 0;
    }
    assertThat(frame.has("seq")).as("%s", frame).isTrue();
    assertThat(frame.get("seq").longValue()).as("%s", frame).isEqualTo(lastNumber + 1);
    lastNumber++;
    if (frame.has("run_id")) {
      assertThat(frame.get("run_id").textValue()).isEqualTo(runId);
    }
    return frame;
  }

  /// The problem of the next frame, which must be of no run.
  JsonNode problem() throws IOException {
    JsonNode frame = Json.parse(socket.nextMessage().text());
    assertThat(frame.get("type").textValue()).as("%s", frame).isEqualTo("error");
    assertThat(frame.has("seq")).isFalse();
    return frame.get("problem");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
