package com.adiuva.application.limits;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.TokenEstimate;
import com.adiuva.domain.shared.ProblemException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks models on behalf of one user, who pays for it: every call is settled when it ends, however
/// it ends, though nobody without a budget waits for that. For one request, and used by one thread
/// at a time.
public final class Meter {
  private final @Nullable Account account;
  private Usage spent = Usage.NONE;

  /// @param account null to count nothing
  Meter(@Nullable Account account) {
    this.account = account;
  }

  /// As [LanguageModel#complete]; where the provider does not say what it used, that is estimated.
  ///
  /// @throws ProblemException also with `BudgetExceeded` or, where there is a budget,
  ///   `DatabaseUnavailable`, and then nothing was sent to a provider
  public Completion ask(
      LanguageModel model,
      ModelRequest request,
      Consumer<String> onText,
      Cancellation cancellation) {
    if (account == null) {
      Completion completion = model.complete(request, onText::accept, cancellation);
      spent = spent.plus(completion.usage());
      return completion;
    }
    Account.Call call = account.open(request);
    Heard heard = new Heard(onText);
    try {
      Completion completion = counted(model.complete(request, heard, cancellation), request);
      settle(call, nameOf(completion, model), completion.usage());
      return completion;
    } catch (RuntimeException | Error e) {
      settle(call, heard.model == null ? model.name() : heard.model, heard.cost(request));
      throw e;
    }
  }

  /// What all calls so far cost.
  public Usage spent() {
    return spent;
  }

  private void settle(Account.Call call, String model, Usage usage) {
    spent = spent.plus(usage);
    call.settle(model, usage);
  }

  /// Which model was put to work, and how much was heard of it so far.
  private static final class Heard implements AnswerListener {
    private final Consumer<String> onText;
    private @Nullable String model;
    private long tokens;

    private Heard(Consumer<String> onText) {
      this.onText = onText;
    }

    @Override
    public void accept(String piece) {
      tokens += TokenEstimate.of(piece);
      onText.accept(piece);
    }

    @Override
    public void onAccepted(String name) {
      model = name;
    }

    /// What a call costs that was cancelled or failed, since nobody says: what was sent and what
    /// came back by then, unless no provider worked for it.
    private Usage cost(ModelRequest request) {
      return model == null && tokens == 0
          ? Usage.NONE
          : new Usage(TokenEstimate.of(request), tokens);
    }
  }

  /// Completions say which model answered where it was another one.
  private static String nameOf(Completion completion, LanguageModel model) {
    return completion.model().isEmpty() ? model.name() : completion.model();
  }

  private static Completion counted(Completion completion, ModelRequest request) {
    return completion.usage().equals(Usage.NONE)
        ? completion.costing(new Usage(TokenEstimate.of(request), TokenEstimate.of(completion)))
        : completion;
  }
}
