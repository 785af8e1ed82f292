package com.adiuva.domain.chat.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what was said, and which models were put to work for it.
public class HeardAnswer implements AnswerListener {
  private final List<String> pieces = new CopyOnWriteArrayList<>();
  private final List<String> accepted = new CopyOnWriteArrayList<>();

  @Override
  public void accept(String piece) {
    pieces.add(piece);
  }

  @Override
  public void onAccepted(String model) {
    accepted.add(model);
  }

  public List<String> pieces() {
    return pieces;
  }

  /// The models that were put to work, in order.
  public List<String> accepted() {
    return accepted;
  }
}
