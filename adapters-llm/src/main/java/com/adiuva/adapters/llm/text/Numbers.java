package com.adiuva.adapters.llm.text;

import java.util.List;
import java.util.OptionalInt;

/// Small whole numbers in digits or words.
final class Numbers {
  private static final List<String> WORDS =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");
  private static final List<String> ORDINAL_ENDINGS = List.of("st", "nd", "rd", "th");

  private Numbers() {}

  /// `3`, `three`, or `a`; at most four digits.
  static OptionalInt count(Token token) {
    if (token.isWord("a") || token.isWord("an")) {
      return OptionalInt.of(1);
    }
    if (token.isWord("couple")) {
      return OptionalInt.of(2);
    }
    int word = token.kind() == Token.Kind.WORD ? WORDS.indexOf(token.lower()) : -1;
    return word >= 0 ? OptionalInt.of(word) : digits(token.lower());
  }

  /// `1`, `1st`, `22nd`: a day of the month, 1 to 31.
  static OptionalInt dayOfMonth(Token token) {
    String text = token.lower();
    int cut = text.length() - 2;
    boolean ordinal = cut > 0 && ORDINAL_ENDINGS.contains(text.substring(cut));
    OptionalInt day = digits(ordinal ? text.substring(0, cut) : text);
    return day.isPresent() && day.getAsInt() >= 1 && day.getAsInt() <= 31
        ? day
        : OptionalInt.empty();
  }

  static boolean isOrdinal(Token token) {
    String text = token.lower();
    return text.length() > 2
        && ORDINAL_ENDINGS.contains(text.substring(text.length() - 2))
        && dayOfMonth(token).isPresent();
  }

  /// One to four ASCII digits.
  static OptionalInt digits(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return OptionalInt.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
