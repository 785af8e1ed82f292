package com.adiuva.adapters.llm.offline;

import java.util.ArrayList;
import java.util.List;

/// Cuts an answer into pieces of a few words, as a model would write it.
final class Pieces {
  private static final int WORDS = 3;

  private Pieces() {}

  /// The pieces, none empty; joined they are the text. At least two where there are two characters.
  static List<String> of(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int words = 0;
    for (int i = 1; i < text.length(); i++) {
      boolean wordBegins = text.charAt(i - 1) == ' ' && text.charAt(i) != ' ';
      words += wordBegins ? 1 : 0;
      if (words == WORDS) {
        pieces.add(text.substring(start, i));
        start = i;
        words = 0;
      }
    }
    if (start < text.length()) {
      pieces.add(text.substring(start));
    }
    return pieces.size() == 1 ? halves(text) : pieces;
  }

  private static List<String> halves(String text) {
    int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
    return middle == 0 ? List.of(text) : List.of(text.substring(0, middle), text.substring(middle));
  }
}
