package com.adiuva.adapters.llm.conversation;

import com.adiuva.adapters.llm.wishes.Topic;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A record that an earlier answer of ours spoke of, as in `the task **Ship v1**`.
public record Mention(Topic topic, String title) {
  private static final String MARK = "**";

  /// The last one in an answer, or null.
  ///
  /// @param wanted only of this kind; null for any, but then not the project something is in
  public static @Nullable Mention lastIn(String answer, @Nullable Topic wanted) {
    int close = answer.lastIndexOf(MARK);
    int open = close < 0 ? -1 : answer.lastIndexOf(MARK, close - 1);
    while (open >= 0) {
      String before = answer.substring(Math.max(0, open - 24), open).strip();
      Topic topic = topicAtEnd(before.toLowerCase(Locale.ROOT), wanted);
      if (topic != null && close > open + MARK.length()) {
        return new Mention(topic, answer.substring(open + MARK.length(), close));
      }
      close = answer.lastIndexOf(MARK, open - 1);
      open = close < 0 ? -1 : answer.lastIndexOf(MARK, close - 1);
    }
    return null;
  }

  private static @Nullable Topic topicAtEnd(String words, @Nullable Topic wanted) {
    if (wanted == null && words.endsWith("in the project")) {
      return null;
    }
    for (Topic topic : Topic.values()) {
      if (words.endsWith(topic.noun()) && (wanted == null || wanted == topic)) {
        return topic;
      }
    }
    return null;
  }

  /// Without the title.
  @Override
  public String toString() {
    return "Mention[" + topic + "]";
  }
}
