package com.adiuva.application.chat.protection;

import java.util.Arrays;

/// The letters of a text as [Folding] reads them, and where they stand in it.
final class Letters {
  private int[] letters;
  private int[] places;
  private int count;
  private int length;

  private Letters(int expected) {
    letters = new int[expected + 1];
    places = new int[expected + 1];
  }

  static Letters of(String text) {
    Letters all = new Letters(text.length());
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      for (int letter : Folding.letters(codePoint)) {
        all.add(letter);
      }
      all.length++;
    }
    return all;
  }

  int count() {
    return count;
  }

  int letter(int index) {
    return letters[index];
  }

  /// The index of the character, in code points, that the letter was read from.
  int place(int index) {
    return places[index];
  }

  /// Of the text, in code points.
  int length() {
    return length;
  }

  private void add(int letter) {
    if (count == letters.length) {
      letters = Arrays.copyOf(letters, count * 2);
      places = Arrays.copyOf(places, count * 2);
    }
    letters[count] = letter;
    places[count++] = length;
  }
}
