package com.adiuva.adapters.llm.resilience;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import java.util.List;
import java.util.function.LongSupplier;

/// A model that asks again, and then asks others, for as long as no text was handed on and the
/// request has time.
final class ResilientModel implements LanguageModel {
  private final List<GuardedModel> chain;
  private final Backoff backoff;
  private final LongSupplier nanoTime;
  private final Waiting waiting;

  /// @param chain not empty, the model itself first
  ResilientModel(
      List<GuardedModel> chain, Backoff backoff, LongSupplier nanoTime, Waiting waiting) {
    this.chain = List.copyOf(chain);
    this.backoff = backoff;
    this.nanoTime = nanoTime;
    this.waiting = waiting;
  }

  @Override
  public String name() {
    return chain.get(0).model().name();
  }

  @Override
  public Completion complete(
      ModelRequest request, AnswerListener listener, Cancellation cancellation) {
    return new Attempts(
            chain, backoff, waiting, new CallContext(request, listener, cancellation, nanoTime))
        .run();
  }
}
