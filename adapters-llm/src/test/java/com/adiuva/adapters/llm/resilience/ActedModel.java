package com.adiuva.adapters.llm.resilience;

import com.adiuva.adapters.llm.streaming.ProviderFailure;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A model that does what it is told, then answers with its name.
final class ActedModel implements LanguageModel {
  private final String name;
  private final Queue<Act> acts = new ConcurrentLinkedQueue<>();
  private volatile Supplier<Act> otherwise;

  /// The time that each call was given.
  final List<Duration> calls = Collections.synchronizedList(new ArrayList<>());

  @FunctionalInterface
  interface Act {
    /// Throws, or lets the model answer.
    void play(AnswerListener listener);
  }

  static final Act ANSWER = listener -> {};

  ActedModel(String name) {
    this.name = name;
    this.otherwise = () -> ANSWER;
  }

  ActedModel then(Act... next) {
    acts.addAll(List.of(next));
    return this;
  }

  ActedModel otherwise(Supplier<Act> act) {
    otherwise = act;
    return this;
  }

  /// This model begins to answer, says so much and breaks.
  Act breaks(String... pieces) {
    return listener -> {
      listener.onAccepted(name);
      List.of(pieces).forEach(listener);
      throw new ProblemException(new Problem.LlmFailed(), ProviderFailure.passing("broke"));
    };
  }

  static Act status(int status) {
    return status(status, null);
  }

  static Act status(int status, @Nullable Duration retryAfter) {
    return fails(new Problem.LlmFailed(), ProviderFailure.of(status, retryAfter));
  }

  static Act unreachable() {
    return fails(new Problem.LlmUnavailable(), null);
  }

  static Act timesOut() {
    return fails(new Problem.LlmTimeout(), null);
  }

  static Act fails(Problem problem, @Nullable ProviderFailure failure) {
    return listener -> {
      throw new ProblemException(problem, failure);
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Completion complete(
      ModelRequest request, AnswerListener listener, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    calls.add(request.timeout());
    Act next = acts.poll();
    (next == null ? otherwise.get() : next).play(listener);
    listener.onAccepted(name);
    listener.accept("by ");
    listener.accept(name);
    return new Completion("by " + name, List.of(), null, false, new Usage(3, 2));
  }
}
