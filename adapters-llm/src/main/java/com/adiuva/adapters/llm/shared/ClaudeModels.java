package com.adiuva.adapters.llm.shared;

import java.util.regex.Pattern;

/// What is to be known of Anthropic's models, by their names, whoever runs them.
public final class ClaudeModels {
  private static final Pattern RECENT =
      Pattern.compile(".*claude-[a-z]+-(?:4[-.][7-9]|[5-9]|[1-9]\\d)(?:[-.@:].*)?");
  private static final Pattern EARLY = Pattern.compile(".*claude-(?:3-|v?2|instant).*");
  private static final int MOST_TOKENS = 8192;
  private static final int MOST_TOKENS_OF_EARLY = 4096;

  private ClaudeModels() {}

  /// Those since Claude Opus 4.7: they refuse a temperature, and all of them know schemas for
  /// answers, which earlier ones may not.
  public static boolean isRecent(String model) {
    return RECENT.matcher(model).matches();
  }

  /// How long an answer may be asked for.
  public static int mostTokens(String model) {
    return EARLY.matcher(model).matches() ? MOST_TOKENS_OF_EARLY : MOST_TOKENS;
  }
}
