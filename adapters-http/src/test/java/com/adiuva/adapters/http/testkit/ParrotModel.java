package com.adiuva.adapters.http.testkit;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import java.util.List;

/// A model that has one thing to say, for tests that are not about models.
final class ParrotModel implements LanguageModel {
  private static final String TEXT = "Pieces of eight!";

  @Override
  public String name() {
    return "test/parrot";
  }

  @Override
  public Completion complete(
      ModelRequest request, AnswerListener onText, Cancellation cancellation) {
    onText.accept(TEXT);
    return new Completion(TEXT, List.of(), null, false, new Usage(1, 3));
  }
}
