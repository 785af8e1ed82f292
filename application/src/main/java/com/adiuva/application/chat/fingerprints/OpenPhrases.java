package com.adiuva.application.chat.fingerprints;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Phrases that stand in prompts and definitions and that anyone may say.
final class OpenPhrases {
  static final OpenPhrases NONE = new OpenPhrases(List.of());

  /// Shorter ones are no fragments, and are words that say something elsewhere.
  private static final int LEAST_LETTERS = 12;

  private final List<Letters> phrases;

  OpenPhrases(Collection<String> phrases) {
    this.phrases =
        phrases.stream()
            .distinct()
            .map(Letters::of)
            .filter(phrase -> phrase.count() >= LEAST_LETTERS)
            .toList();
  }

  /// For each number of letters from the beginning of the text, how many of them are in no phrase.
  int[] lettersOutside(Letters text) {
    boolean[] inside = new boolean[text.count()];
    for (Letters phrase : phrases) {
      for (int from = 0; from + phrase.count() <= text.count(); from++) {
        if (text.hasAt(from, phrase)) {
          Arrays.fill(inside, from, from + phrase.count(), true);
        }
      }
    }
    int[] outside = new int[text.count() + 1];
    for (int i = 0; i < text.count(); i++) {
      outside[i + 1] = outside[i] + (inside[i] ? 0 : 1);
    }
    return outside;
  }
}
