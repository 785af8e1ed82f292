package com.adiuva.adapters.llm.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fixed phrases of one or more words and what they stand for; where several fit, the longest wins.
public final class PhraseTable<T> {
  private final Map<String, List<Entry<T>>> byFirstWord = new HashMap<>();

  /// A phrase that was found.
  ///
  /// @param end the index of the first token after it
  public record Hit<T>(T value, int end) {}

  private record Entry<T>(List<String> words, T value) {}

  /// Adds phrases that all stand for the same, and returns this table.
  ///
  /// @param phrases separated by `, `, each lower-case words separated by single spaces
  public PhraseTable<T> add(T value, String phrases) {
    for (String phrase : phrases.split(", ", -1)) {
      List<String> words = List.of(phrase.split(" ", -1));
      List<Entry<T>> entries =
          byFirstWord.computeIfAbsent(words.get(0), first -> new ArrayList<>());
      entries.add(new Entry<>(words, value));
      entries.sort(Comparator.comparingInt(entry -> -entry.words().size()));
    }
    return this;
  }

  /// The longest phrase that begins at this index, or null.
  public @Nullable Hit<T> at(Tokens tokens, int index) {
    Token first = tokens.at(index);
    if (first.kind() != Token.Kind.WORD) {
      return null;
    }
    for (Entry<T> entry : byFirstWord.getOrDefault(first.lower(), List.of())) {
      if (fits(entry.words(), tokens, index)) {
        return new Hit<>(entry.value(), index + entry.words().size());
      }
    }
    return null;
  }

  /// The index after the phrase that begins here, or this index when none does.
  public int skip(Tokens tokens, int index) {
    Hit<T> hit = at(tokens, index);
    return hit == null ? index : hit.end();
  }

  private static boolean fits(List<String> words, Tokens tokens, int index) {
    for (int i = 1; i < words.size(); i++) {
      if (!tokens.at(index + i).isWord(words.get(i))) {
        return false;
      }
    }
    return true;
  }
}
