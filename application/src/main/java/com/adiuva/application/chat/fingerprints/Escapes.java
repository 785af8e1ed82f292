package com.adiuva.application.chat.fingerprints;

/// Reads through escapes as JSON and programs write them: a backslash and n are a line's end and no
/// letter; a backslash, u and four digits are the character of that number.
public final class Escapes {
  private static final int HEX_DIGITS = 4;

  private boolean afterBackslash;
  private int digits = -1;
  private int value;

  /// Takes the next character.
  ///
  /// @return the character that is meant; a space where there is none (yet)
  public int next(int codePoint) {
    if (digits >= 0) {
      int digit = Character.digit(codePoint, 16);
      if (digit >= 0) {
        value = value * 16 + digit;
        digits++;
        if (digits < HEX_DIGITS) {
          return ' ';
        }
      }
      digits = -1;
      return digit >= 0 ? value : codePoint;
    }
    if (afterBackslash) {
      afterBackslash = false;
      if (codePoint == 'u') {
        digits = 0;
        value = 0;
      }
      boolean isSpace = codePoint == 'n' || codePoint == 'r' || codePoint == 't';
      return isSpace || codePoint == 'u' ? ' ' : codePoint;
    }
    afterBackslash = codePoint == '\\';
    return codePoint;
  }
}
