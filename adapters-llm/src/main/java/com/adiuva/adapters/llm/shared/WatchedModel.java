package com.adiuva.adapters.llm.shared;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;

/// A model that remembers whether its provider answered when it was last asked: for readiness,
/// which must not ask by itself, because every question costs.
public final class WatchedModel implements LanguageModel {
  private final LanguageModel model;
  private volatile boolean answering = true;

  public WatchedModel(LanguageModel model) {
    this.model = model;
  }

  /// Whether the last call that ended by itself found the provider; true before the first.
  public boolean isAnswering() {
    return answering;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Completion complete(
      ModelRequest request, AnswerListener listener, Cancellation cancellation) {
    try {
      Completion completion = model.complete(request, listener, cancellation);
      answering = true;
      return completion;
    } catch (ProblemException e) {
      answering =
          switch (e.problem()) {
            case Problem.LlmUnavailable _, Problem.LlmTimeout _ -> false;
            // It refused: it is there. Other problems are the listener's and tell nothing.
            case Problem.LlmFailed _ -> true;
            default -> answering;
          };
      throw e;
    }
  }
}
