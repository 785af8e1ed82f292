package com.adiuva.application.chat;

import java.util.function.Consumer;

/// Text as it is written over several model calls: a blank line comes between two of them, and a
/// call that writes only white space leaves no trace. What was handed on, joined, is the text.
final class AnswerText {
  private final Consumer<String> out;
  private final StringBuilder written = new StringBuilder();
  private final StringBuilder heldBack = new StringBuilder();
  private boolean inPart;

  /// @param out is handed each piece, never empty
  AnswerText(Consumer<String> out) {
    this.out = out;
  }

  /// Begins the text of another call.
  void nextPart() {
    inPart = false;
    heldBack.setLength(0);
  }

  void write(String piece) {
    if (inPart) {
      handOn(piece);
    } else {
      heldBack.append(piece);
      if (!heldBack.toString().isBlank()) {
        inPart = true;
        String separator = written.isEmpty() ? "" : "\n\n";
        handOn(separator + heldBack);
      }
    }
  }

  /// Writes a sentence of ours.
  void writePart(String sentence) {
    nextPart();
    write(sentence);
    nextPart();
  }

  /// Whether the call that is writing now has written nothing but white space.
  boolean partIsEmpty() {
    return !inPart;
  }

  boolean isEmpty() {
    return written.isEmpty();
  }

  @Override
  public String toString() {
    return written.toString();
  }

  private void handOn(String piece) {
    if (!piece.isEmpty()) {
      written.append(piece);
      out.accept(piece);
    }
  }
}
