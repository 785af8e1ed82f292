package com.adiuva.application.chat.fingerprints;

import java.util.Arrays;

/// The letters of a text as [Folding] reads them, and where they stand in it.
public final class Letters {
  private int[] letters;
  private int[] places;
  private int count;
  private int length;

  private Letters(int expected) {
    letters = new int[expected + 1];
    places = new int[expected + 1];
  }

  public static Letters of(String text) {
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

  public int count() {
    return count;
  }

  public int letter(int index) {
    return letters[index];
  }

  boolean hasAt(int from, Letters other) {
    return Arrays.equals(letters, from, from + other.count, other.letters, 0, other.count);
  }

  /// The index of the character, in code points, that the letter was read from.
  public int place(int index) {
    return places[index];
  }

  /// Of the text, in code points.
  public int length() {
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
