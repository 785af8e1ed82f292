package com.adiuva.adapters.llm.testkit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What the scripted provider does with one request. Immutable: each method returns a longer
/// script.
///
/// The short forms are whole answers ([#text], [#call], [#json], [#status]); [#stream] begins one
/// to be put together step by step. A stream is closed properly when its steps are over.
public final class Reply {
  /// Tokens every whole answer reports.
  public static final long INPUT_TOKENS = 11;

  public static final long OUTPUT_TOKENS = 7;

  private static final JsonMapper MAPPER = new JsonMapper();

  private interface Step {
    void write(Wire wire) throws IOException;
  }

  private final List<Step> steps;

  private Reply(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /// The pieces one after the other, a normal end.
  public static Reply text(String... pieces) {
    return textEvery(Duration.ZERO, pieces);
  }

  /// The same with this much time before each piece but the first.
  public static Reply textEvery(Duration gap, String... pieces) {
    Reply reply = stream();
    for (int i = 0; i < pieces.length; i++) {
      reply = (i == 0 || gap.isZero() ? reply : reply.pause(gap)).piece(pieces[i]);
    }
    return reply.end();
  }

  /// One tool call, its arguments over several deltas, a normal end.
  public static Reply call(String name, String arguments) {
    return stream().toolCall(0, "call_1", name, arguments).finish("tool_calls").usage().done();
  }

  /// An answer that is this JSON, in several pieces.
  public static Reply json(String json) {
    int half = json.length() / 2;
    return text(json.substring(0, half), json.substring(half));
  }

  /// An error as the provider's documentation has it, with this text in it.
  ///
  /// @param headers lines such as `retry-after: 3`
  public static Reply status(int status, String message, String... headers) {
    ObjectNode body = MAPPER.createObjectNode();
    body.putObject("error").put("message", message).put("type", "error").putNull("code");
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String json = body.toString();
    return nothing()
        .raw(
            "HTTP/1.1 %d Scripted\r\ncontent-type: application/json\r\n%scontent-length: %d\r\n\r\n%s"
                .formatted(
                    status,
                    lines,
                    json.getBytes(java.nio.charset.StandardCharsets.UTF_8).length,
                    json));
  }

  /// Accepts the request and never says a word.
  public static Reply silence() {
    return nothing().hang();
  }

  /// Nothing, to put raw bytes or a cut behind.
  public static Reply nothing() {
    return new Reply(List.of());
  }

  /// Status 200 and an empty event stream.
  public static Reply stream() {
    return nothing().then(Wire::openEventStream);
  }

  /// A delta of text.
  public Reply piece(String text) {
    ObjectNode delta = MAPPER.createObjectNode().put("role", "assistant").put("content", text);
    return event(delta, null);
  }

  /// A tool call of an answer: its id and name first, then the arguments over three deltas.
  ///
  /// @param id null for a server that leaves it out
  public Reply toolCall(int index, @Nullable String id, String name, String arguments) {
    Reply reply = event(toolDelta(index, id, name, ""), null);
    int third = arguments.length() / 3;
    for (int i = 0; i < 3; i++) {
      String part = arguments.substring(i * third, i == 2 ? arguments.length() : (i + 1) * third);
      if (!part.isEmpty()) {
        reply = reply.event(toolDelta(index, null, null, part), null);
      }
    }
    return reply;
  }

  public Reply finish(String reason) {
    return event(MAPPER.createObjectNode(), reason);
  }

  /// The usage event, which has no choices.
  public Reply usage() {
    ObjectNode chunk = chunk();
    chunk.putArray("choices");
    chunk
        .putObject("usage")
        .put("prompt_tokens", INPUT_TOKENS)
        .put("completion_tokens", OUTPUT_TOKENS)
        .put("total_tokens", INPUT_TOKENS + OUTPUT_TOKENS);
    return event(chunk.toString());
  }

  /// The mark at the end.
  public Reply done() {
    return event("[DONE]");
  }

  /// A normal end: the reason `stop`, the usage and the mark.
  public Reply end() {
    return finish("stop").usage().done();
  }

  /// An event with any data.
  public Reply event(String data) {
    return then(wire -> wire.chunk("data: " + data + "\n\n"));
  }

  /// Bytes as they are, outside any stream.
  public Reply raw(String text) {
    return then(wire -> wire.raw(text));
  }

  /// Lets time pass, or stops when the client goes.
  public Reply pause(Duration time) {
    return then(wire -> wire.pause(time));
  }

  /// Goes on when the test says so.
  public Reply await(CompletableFuture<?> gate) {
    return then(wire -> wire.await(gate));
  }

  /// Says nothing more and keeps the connection until the client goes.
  public Reply hang() {
    return await(new CompletableFuture<>());
  }

  /// Closes the connection in the middle.
  public Reply cut() {
    return then(Wire::cut);
  }

  /// Resets the connection.
  public Reply reset() {
    return then(Wire::reset);
  }

  void write(Wire wire) throws IOException {
    for (Step step : steps) {
      step.write(wire);
    }
    wire.finish();
  }

  private Reply then(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Reply(more);
  }

  private Reply event(ObjectNode delta, @Nullable String finishReason) {
    ObjectNode chunk = chunk();
    chunk
        .putArray("choices")
        .addObject()
        .put("index", 0)
        .put("finish_reason", finishReason)
        .set("delta", delta);
    return event(chunk.toString());
  }

  private static ObjectNode toolDelta(
      int index, @Nullable String id, @Nullable String name, String arguments) {
    ObjectNode delta = MAPPER.createObjectNode();
    ObjectNode call = delta.putArray("tool_calls").addObject().put("index", index);
    if (id != null) {
      call.put("id", id);
    }
    ObjectNode function = call.put("type", "function").putObject("function");
    if (name != null) {
      function.put("name", name);
    }
    function.put("arguments", arguments);
    return delta;
  }

  private static ObjectNode chunk() {
    return MAPPER
        .createObjectNode()
        .put("id", "chatcmpl-1")
        .put("object", "chat.completion.chunk")
        .put("created", 1_767_225_600L)
        .put("model", "scripted");
  }
}
