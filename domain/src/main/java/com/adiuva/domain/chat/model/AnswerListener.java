package com.adiuva.domain.chat.model;

import java.util.function.Consumer;

/// Hears how a call of a model goes, on the thread that makes it.
@FunctionalInterface
public interface AnswerListener extends Consumer<String> {

  /// Takes a piece of text, never empty. What it throws ends the call.
  @Override
  void accept(String piece);

  /// The model of this name was put to work: its answer had begun, or was still awaited when we
  /// broke the call off. So its provider may charge for it, whatever became of it. Not told of a
  /// provider that was not reached or that refused; told again when another model is put to work
  /// within the same call. Must not throw.
  default void onAccepted(String model) {}

  /// Hears the same, but its text goes elsewhere: for a model that stands before others.
  default AnswerListener withText(Consumer<String> onText) {
    AnswerListener same = this;
    return new AnswerListener() {
      @Override
      public void accept(String piece) {
        onText.accept(piece);
      }

      @Override
      public void onAccepted(String model) {
        same.onAccepted(model);
      }
    };
  }
}
