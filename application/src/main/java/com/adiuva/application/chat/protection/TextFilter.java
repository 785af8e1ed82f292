package com.adiuva.application.chat.protection;

import com.adiuva.application.chat.fingerprints.Folding;

/// One text on its way to a client, in any pieces: what comes out, joined, depends on the text
/// alone and not on how it was cut.
///
/// Also takes out what no client can use: all but [#MOST_INVISIBLE] invisible characters in a row,
/// and halves of characters.
///
/// Holds back less than [#MOST_HELD] characters in UTF-16: half of one, what may be a marker or the
/// user's own ([Echo#MOST_HELD] at most), what may be a fragment ([FragmentFilter#MOST_HELD]), and
/// white space ([CleanText#MOST_BLANKS]). Each has its own bound, so that filling one does not
/// press text out of another.
final class TextFilter {
  static final int MOST_HELD = 256;

  private static final int MOST_INVISIBLE = 8;
  private static final int REPLACEMENT = 0xFFFD;

  private final CleanText clean;
  private final FragmentFilter fragments;
  private final MarkerFilter markers;
  private char highHalf;
  private int invisible;

  TextFilter(Guard guard, Runnable onRedaction) {
    clean = new CleanText(onRedaction);
    fragments = new FragmentFilter(guard, clean);
    markers = new MarkerFilter(guard.ownWords(), fragments);
  }

  /// Takes the next piece and gives what may be seen by now, which may be nothing.
  String next(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      accept(piece.charAt(i));
    }
    return clean.take();
  }

  /// The model call that wrote the text has ended, and another may go on with it.
  void endCall() {
    markers.endCall();
  }

  /// Gives what was held back; the text has ended.
  String end() {
    if (highHalf != 0) {
      highHalf = 0;
      accept(REPLACEMENT);
    }
    markers.finish();
    fragments.release();
    clean.finish();
    return clean.take();
  }

  private void accept(char c) {
    if (highHalf != 0) {
      char high = highHalf;
      highHalf = 0;
      if (Character.isLowSurrogate(c)) {
        accept(Character.toCodePoint(high, c));
        return;
      }
      accept(REPLACEMENT);
    }
    if (Character.isHighSurrogate(c)) {
      highHalf = c;
    } else {
      accept(Character.isLowSurrogate(c) ? REPLACEMENT : (int) c);
    }
  }

  private void accept(int codePoint) {
    invisible = Folding.isInvisible(codePoint) ? invisible + 1 : 0;
    if (invisible <= MOST_INVISIBLE) {
      markers.accept(codePoint);
    }
  }
}
