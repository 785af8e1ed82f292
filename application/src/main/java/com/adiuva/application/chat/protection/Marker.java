package com.adiuva.application.chat.protection;

import com.adiuva.application.chat.fingerprints.Folding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Marks with which models separate reasoning and instructions from what they say.
///
/// @param text folded as [#fold] does
record Marker(String text, Kind kind) {

  /// What a marker does to the text after it.
  enum Kind {
    /// Everything up to a [#CLOSES] is reasoning.
    OPENS,
    CLOSES,
    /// Only the marker itself is protected.
    STANDS_ALONE
  }

  /// The longest marker as it may be written, in UTF-16, with white space and invisible characters
  /// in it.
  static final int LONGEST = 40;

  private static final List<Marker> ALL =
      List.of(
          of("<thinking>", Kind.OPENS),
          of("</thinking>", Kind.CLOSES),
          of("<think>", Kind.OPENS),
          of("</think>", Kind.CLOSES),
          of("<reasoning>", Kind.OPENS),
          of("</reasoning>", Kind.CLOSES),
          of("[INST]", Kind.STANDS_ALONE),
          of("[/INST]", Kind.STANDS_ALONE),
          of("<<SYS>>", Kind.STANDS_ALONE),
          of("<</SYS>>", Kind.STANDS_ALONE),
          of("<|im_start|>", Kind.STANDS_ALONE),
          of("<|im_end|>", Kind.STANDS_ALONE));

  private static Marker of(String text, Kind kind) {
    StringBuilder folded = new StringBuilder();
    text.codePoints().forEach(codePoint -> fold(codePoint, folded));
    return new Marker(folded.toString(), kind);
  }

  /// Adds what the character counts for in a marker: letters as everywhere, signs as they are,
  /// white space and what cannot be seen not at all.
  static void fold(int codePoint, StringBuilder folded) {
    int[] letters = Folding.letters(codePoint);
    for (int letter : letters) {
      folded.appendCodePoint(letter);
    }
    if (letters.length == 0
        && !Character.isWhitespace(codePoint)
        && !Folding.isInvisible(codePoint)) {
      folded.appendCodePoint(sign(codePoint));
    }
  }

  /// Whether a marker can begin with this character.
  static boolean canBeginWith(int codePoint) {
    int sign = sign(codePoint);
    return sign == '<' || sign == '[';
  }

  /// Whether a marker begins like this.
  static boolean canBegin(CharSequence folded) {
    for (Marker marker : ALL) {
      if (marker.text.length() > folded.length() && isPrefix(folded, marker.text)) {
        return true;
      }
    }
    return false;
  }

  /// The marker that this is, if it is one.
  static @Nullable Marker found(CharSequence folded) {
    for (Marker marker : ALL) {
      if (marker.text.length() == folded.length() && isPrefix(folded, marker.text)) {
        return marker;
      }
    }
    return null;
  }

  /// Whether a marker that closes is the end of this.
  static boolean closes(StringBuilder folded) {
    for (Marker marker : ALL) {
      int from = folded.length() - marker.text.length();
      if (marker.kind == Kind.CLOSES && from >= 0 && folded.indexOf(marker.text, from) == from) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPrefix(CharSequence prefix, String text) {
    for (int i = 0; i < prefix.length(); i++) {
      if (prefix.charAt(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Full-width signs as the usual ones.
  private static int sign(int codePoint) {
    return codePoint >= 0xFF01 && codePoint <= 0xFF5E ? codePoint - 0xFEE0 : codePoint;
  }
}
