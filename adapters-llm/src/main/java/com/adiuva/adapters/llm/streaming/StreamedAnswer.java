package com.adiuva.adapters.llm.streaming;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes an answer in, piece by piece, on the thread that asked. Throws nothing, since langchain4j
/// would log and forget it: the first thing that goes wrong aborts the exchange and is kept.
final class StreamedAnswer implements StreamingChatResponseHandler {
  static final int MOST_TEXT = 1024 * 1024;
  static final int MOST_ARGUMENTS = 256 * 1024;
  static final int MOST_CALLS = 128;

  private final Consumer<String> onText;
  private final Exchange exchange;
  private final StringBuilder text = new StringBuilder();
  private final Map<Integer, Integer> argumentSizes = new HashMap<>();
  private @Nullable ChatResponse response;
  private @Nullable Throwable thrownByCaller;
  private @Nullable String reason;
  private boolean tooMuch;
  private int wholeCalls;

  StreamedAnswer(Consumer<String> onText, Exchange exchange) {
    this.onText = onText;
    this.exchange = exchange;
  }

  String text() {
    return text.toString();
  }

  /// The whole answer, or null when it did not get that far.
  @Nullable ChatResponse response() {
    return response;
  }

  /// What `onText` threw, or null.
  @Nullable Throwable thrownByCaller() {
    return thrownByCaller;
  }

  /// Why the answer is unusable, in our own words, or null.
  @Nullable String reason() {
    return reason;
  }

  /// Whether the reason is that there was too much of it, which another try will not change.
  boolean tooMuch() {
    return tooMuch;
  }

  @Override
  public void onPartialResponse(String piece) {
    if (over()) {
      return;
    }
    if (text.length() + piece.length() > MOST_TEXT) {
      tooMuch("more than " + MOST_TEXT + " characters of text");
      return;
    }
    text.append(piece);
    try {
      onText.accept(piece);
    } catch (RuntimeException | Error e) {
      thrownByCaller = e;
      exchange.abort();
    }
  }

  @Override
  public void onPartialToolCall(PartialToolCall part) {
    if (over()) {
      return;
    }
    int size = argumentSizes.merge(part.index(), part.partialArguments().length(), Integer::sum);
    if (size > MOST_ARGUMENTS) {
      tooMuch("more than " + MOST_ARGUMENTS + " characters of arguments");
    } else if (argumentSizes.size() > MOST_CALLS) {
      tooMuch("more than " + MOST_CALLS + " tool calls");
    }
  }

  /// Some providers send whole calls only.
  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    if (over()) {
      return;
    }
    String arguments = call.toolExecutionRequest().arguments();
    if (arguments != null && arguments.length() > MOST_ARGUMENTS) {
      tooMuch("more than " + MOST_ARGUMENTS + " characters of arguments");
    } else if (++wholeCalls > MOST_CALLS) {
      tooMuch("more than " + MOST_CALLS + " tool calls");
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse whole) {
    if (!over()) {
      response = whole;
    }
  }

  @Override
  public void onError(Throwable error) {
    if (!over()) {
      giveUp("garbage in the stream: " + error.getClass().getSimpleName());
    }
  }

  private boolean over() {
    return exchange.isAborted() || reason != null || thrownByCaller != null;
  }

  private void tooMuch(String why) {
    tooMuch = true;
    giveUp(why);
  }

  private void giveUp(String why) {
    reason = why;
    exchange.abort();
  }
}
