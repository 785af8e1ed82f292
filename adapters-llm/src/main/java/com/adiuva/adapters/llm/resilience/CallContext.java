package com.adiuva.adapters.llm.resilience;

import com.adiuva.adapters.llm.streaming.Patience;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import java.time.Duration;
import java.util.function.LongSupplier;

/// One request on its way through several calls: its deadline, and whether text was handed on.
final class CallContext {
  private final ModelRequest request;
  private final AnswerListener listener;
  private final Cancellation cancellation;
  private final LongSupplier nanoTime;
  private final long end;
  private boolean begun;
  private boolean listenerThrew;

  CallContext(
      ModelRequest request,
      AnswerListener listener,
      Cancellation cancellation,
      LongSupplier nanoTime) {
    this.request = request;
    this.listener = listener;
    this.cancellation = cancellation;
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + request.timeout().toNanos();
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
  }

  /// Whether a piece of text was handed on, after which there can be no other answer.
  boolean begun() {
    return begun;
  }

  /// Whether it was not the model that failed.
  boolean listenerThrew() {
    return listenerThrew;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /// @param patience how long to wait for the first byte of an answer
  Completion ask(LanguageModel model, Duration patience) {
    ModelRequest rest =
        new ModelRequest(request.messages(), request.tools(), request.answerForm(), left());
    return Patience.during(
        patience, () -> model.complete(rest, listener.withText(this::handOn), cancellation));
  }

  private void handOn(String piece) {
    begun = true;
    try {
      listener.accept(piece);
    } catch (RuntimeException | Error e) {
      listenerThrew = true;
      throw e;
    }
  }
}
