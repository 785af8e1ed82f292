package com.adiuva.application.chat.protection;

/// Follows Markdown far enough to know what is code: fences, and code within a line. Code within a
/// line ends with the line at the latest, so that a stray backtick does not turn all that follows
/// into code.
final class CodeSpans {

  /// Where the last character stands.
  enum Place {
    PROSE,
    INLINE,
    FENCE
  }

  private Place place = Place.PROSE;
  private int fenceSign;
  private int openLength;
  private int run;
  private int runSign;
  private boolean runBeginsLine;
  private boolean lineIsBlank = true;
  private boolean onFirstLine;
  private boolean closedInline;

  /// Takes the next character.
  ///
  /// @return where it stands; the signs around code are code
  Place next(int codePoint) {
    closedInline = false;
    boolean sign = codePoint == '`' || codePoint == '~';
    if (run > 0 && codePoint != runSign) {
      endRun();
    }
    if (sign) {
      if (run == 0) {
        runSign = codePoint;
        runBeginsLine = lineIsBlank;
      }
      run++;
      lineIsBlank = false;
      return place == Place.PROSE && codePoint == '`' ? Place.INLINE : place;
    }
    if (codePoint == '\n') {
      if (place == Place.INLINE) {
        place = Place.PROSE;
      }
      lineIsBlank = true;
      onFirstLine = false;
    } else if (lineIsBlank && !mayStandBeforeFence(codePoint)) {
      lineIsBlank = false;
    }
    return place;
  }

  /// The text has ended.
  void finish() {
    closedInline = false;
    if (run > 0) {
      endRun();
    }
  }

  /// Whether what came before the last character was the end of code within a line.
  boolean closedInline() {
    return closedInline;
  }

  private void endRun() {
    int length = run;
    run = 0;
    switch (place) {
      case PROSE -> {
        if (runBeginsLine && length >= 3) {
          open(Place.FENCE, length);
          onFirstLine = true;
        } else if (runSign == '`') {
          open(Place.INLINE, length);
        }
      }
      case INLINE -> {
        if (runSign == '`' && length == openLength) {
          place = Place.PROSE;
          closedInline = true;
        }
      }
      case FENCE -> {
        boolean closes = runSign == fenceSign && length >= openLength;
        boolean wasInline = onFirstLine && runSign == '`' && fenceSign == '`';
        if ((closes && runBeginsLine) || (wasInline && length == openLength)) {
          place = Place.PROSE;
        }
      }
    }
  }

  private void open(Place code, int length) {
    place = code;
    openLength = length;
    fenceSign = runSign;
  }

  /// Indentation, quotation and list items.
  private static boolean mayStandBeforeFence(int codePoint) {
    return codePoint == ' '
        || codePoint == '\t'
        || codePoint == '\r'
        || codePoint == '>'
        || codePoint == '-'
        || codePoint == '*'
        || codePoint == '+'
        || codePoint == '.'
        || codePoint == ')'
        || (codePoint >= '0' && codePoint <= '9');
  }
}
