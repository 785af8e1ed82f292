package com.adiuva.adapters.llm.conversation;

import com.adiuva.adapters.llm.wishes.Topic;

/// A record whose id is known.
public record Known(Topic topic, String id, String title) {

  /// Without the title.
  @Override
  public String toString() {
    return "Known[" + topic + "]";
  }
}
