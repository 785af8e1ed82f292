package com.adiuva.adapters.llm.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  private interface Step {
    void write(Wire wire, Dialect dialect, Dialect.Speech speech) throws IOException;
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
    String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return nothing()
        .then((wire, dialect, speech) -> {
          String json = dialect.error(status, message);
          wire.raw(
              "HTTP/1.1 %d Scripted\r\ncontent-type: application/json\r\n%scontent-length: %d\r\n\r\n%s"
                  .formatted(status, lines, json.getBytes(UTF_8).length, json));
        });
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
    return nothing().then((wire, dialect, speech) -> speech.open());
  }

  /// A delta of text.
  public Reply piece(String text) {
    return then((wire, dialect, speech) -> speech.piece(text));
  }

  /// A tool call of an answer: its id and name first, then the arguments in parts.
  ///
  /// @param id null for a server that leaves it out
  public Reply toolCall(int index, @Nullable String id, String name, String arguments) {
    ToolCallStep call = new ToolCallStep(index, id, name, arguments);
    return then((wire, dialect, speech) -> speech.toolCall(call));
  }

  public Reply finish(String reason) {
    return then((wire, dialect, speech) -> speech.finish(reason));
  }

  /// The usage, in an event of its own where the provider does that.
  public Reply usage() {
    return then((wire, dialect, speech) -> speech.usage(INPUT_TOKENS, OUTPUT_TOKENS));
  }

  /// The mark at the end.
  public Reply done() {
    return then((wire, dialect, speech) -> speech.done());
  }

  /// A normal end: the reason `stop`, the usage and the mark.
  public Reply end() {
    return finish("stop").usage().done();
  }

  /// An event with any data.
  public Reply event(String data) {
    return then((wire, dialect, speech) -> speech.event(data));
  }

  /// Bytes as they are, outside any stream.
  public Reply raw(String text) {
    return then((wire, dialect, speech) -> wire.raw(text));
  }

  /// Lets time pass, or stops when the client goes.
  public Reply pause(Duration time) {
    return then((wire, dialect, speech) -> wire.pause(time));
  }

  /// Goes on when the test says so.
  public Reply await(CompletableFuture<?> gate) {
    return then((wire, dialect, speech) -> wire.await(gate));
  }

  /// Says nothing more and keeps the connection until the client goes.
  public Reply hang() {
    return await(new CompletableFuture<>());
  }

  /// Closes the connection in the middle.
  public Reply cut() {
    return then((wire, dialect, speech) -> wire.cut());
  }

  /// Resets the connection.
  public Reply reset() {
    return then((wire, dialect, speech) -> wire.reset());
  }

  void write(Wire wire, Dialect dialect, ProviderRequest request) throws IOException {
    Dialect.Speech speech = dialect.answer(request, wire);
    for (Step step : steps) {
      step.write(wire, dialect, speech);
    }
    wire.finish();
  }

  private Reply then(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Reply(more);
  }
}
