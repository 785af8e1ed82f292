package com.adiuva.adapters.llm.offline;

import com.adiuva.adapters.llm.english.Topic;

/// A record whose id is known.
record Known(Topic topic, String id, String title) {

  /// Without the title.
  @Override
  public String toString() {
    return "Known[" + topic + "]";
  }
}
