package com.adiuva.adapters.llm.offline;

import com.adiuva.adapters.llm.conversation.Conversation;
import com.adiuva.adapters.llm.steps.Help;
import java.util.stream.Collectors;

/// Joins what several agents answered.
final class Merging {
  private Merging() {}

  /// The answers in order; without any, what the offline assistant is.
  static String text(Conversation conversation) {
    String joined =
        conversation.data().objects("results").stream()
            .map(result -> result.text("response").orElse("").strip())
            .filter(response -> !response.isEmpty())
            .distinct()
            .collect(Collectors.joining("\n\n"));
    return joined.isEmpty() ? Help.about() : joined;
  }
}
