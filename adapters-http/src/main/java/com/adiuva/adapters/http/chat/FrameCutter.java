package com.adiuva.adapters.http.chat;

import java.util.ArrayList;
import java.util.List;

/// Cuts the text of an answer into pieces for frames. Where the pieces are text frames of their
/// own, none can be mistaken for a control frame: every `{` ends a piece, so none parses as a JSON
/// object.
///
/// The pieces joined are the text, in which a surrogate without its partner has become U+FFFD, for
/// UTF-8 cannot carry one. A pair is never split, a piece never empty and never long.
final class FrameCutter {
  /// The longest piece in UTF-16 units, so that a wait for the reader comes between the pieces of a
  /// model that hands over a book at once.
  static final int MAX_PIECE = 8_192;

  private static final char REPLACEMENT = '\uFFFD';

  private final boolean atBraces;
  private final StringBuilder piece = new StringBuilder();
  private char high;

  private FrameCutter(boolean atBraces) {
    this.atBraces = atBraces;
  }

  /// For pieces that are frames.
  static FrameCutter forPlainFrames() {
    return new FrameCutter(true);
  }

  /// For pieces that go inside of frames.
  static FrameCutter forPayloads() {
    return new FrameCutter(false);
  }

  /// The pieces that the next delta completes; a high surrogate at its end waits for the next one.
  List<String> cut(String delta) {
    List<String> pieces = new ArrayList<>(1);
    for (int i = 0; i < delta.length(); i++) {
      take(delta.charAt(i), pieces);
    }
    flush(pieces);
    return pieces;
  }

  /// What is left when the text is over.
  List<String> end() {
    List<String> pieces = new ArrayList<>(1);
    dropLoneHigh();
    flush(pieces);
    return pieces;
  }

  private void take(char c, List<String> pieces) {
    if (Character.isLowSurrogate(c)) {
      takeLow(c);
    } else {
      dropLoneHigh();
      if (Character.isHighSurrogate(c)) {
        high = c;
      } else {
        piece.append(c);
      }
    }
    if ((atBraces && c == '{') || piece.length() >= MAX_PIECE) {
      flush(pieces);
    }
  }

  private void takeLow(char low) {
    if (high == 0) {
      piece.append(REPLACEMENT);
    } else {
      piece.append(high).append(low);
      high = 0;
    }
  }

  private void dropLoneHigh() {
    if (high != 0) {
      piece.append(REPLACEMENT);
      high = 0;
    }
  }

  private void flush(List<String> pieces) {
    if (!piece.isEmpty()) {
      pieces.add(piece.toString());
      piece.setLength(0);
    }
  }
}
