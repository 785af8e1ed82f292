package com.adiuva.adapters.llm.offline;

import com.adiuva.adapters.llm.english.Topic;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A record that an earlier answer of ours spoke of, as in `the task **Ship v1**`.
record Mention(Topic topic, String title) {
  private static final String MARK = "**";

  /// The last one in an answer, or null.
  static @Nullable Mention lastIn(String answer) {
    int close = answer.lastIndexOf(MARK);
    int open = close < 0 ? -1 : answer.lastIndexOf(MARK, close - 1);
    while (open >= 0) {
      Topic topic = topicBefore(answer.substring(Math.max(0, open - 24), open));
      if (topic != null && close > open + MARK.length()) {
        return new Mention(topic, answer.substring(open + MARK.length(), close));
      }
      close = answer.lastIndexOf(MARK, open - 1);
      open = close < 0 ? -1 : answer.lastIndexOf(MARK, close - 1);
    }
    return null;
  }

  private static @Nullable Topic topicBefore(String words) {
    String lower = words.strip().toLowerCase(Locale.ROOT);
    for (Topic topic : Topic.values()) {
      if (lower.endsWith(topic.noun())) {
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
