package com.adiuva.application.chat.protection;

import java.util.Arrays;

/// Reasoning, or what the user wrote, marks and all? What follows an opening marker is held back
/// until it is clear.
final class Echo {
  /// So much alike is no chance.
  private static final int ENOUGH = 24;

  /// In UTF-16, the marker too.
  static final int MOST_HELD = 88;

  private final OwnWords ownWords;
  private final Marker marker;
  private final StringBuilder folded = new StringBuilder();
  private final int[] held;
  private final int markerCount;
  private int count;
  private int size;

  /// What is known so far.
  enum Verdict {
    OPEN,
    OWN_WORDS,
    REASONING
  }

  /// @param written the marker, as it was written
  Echo(OwnWords ownWords, Marker marker, int[] written) {
    this.ownWords = ownWords;
    this.marker = marker;
    this.held = Arrays.copyOf(written, MOST_HELD);
    this.markerCount = written.length;
    this.count = written.length;
    for (int codePoint : written) {
      size += Character.charCount(codePoint);
    }
  }

  Verdict next(int codePoint) {
    held[count++] = codePoint;
    size += Character.charCount(codePoint);
    Marker.fold(codePoint, folded);
    if (!ownWords.contain(marker, folded) || size >= MOST_HELD) {
      return Verdict.REASONING;
    }
    return folded.length() >= ENOUGH || Marker.closes(folded) ? Verdict.OWN_WORDS : Verdict.OPEN;
  }

  /// The marker and all that followed it.
  int[] held() {
    return Arrays.copyOf(held, count);
  }

  /// What followed the marker.
  int[] after() {
    return Arrays.copyOfRange(held, markerCount, count);
  }

  /// Without the text.
  @Override
  public String toString() {
    return "Echo[not shown]";
  }
}
