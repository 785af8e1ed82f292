package com.adiuva.application.chat.protection;

/// Text that may be seen, as it becomes ready. Redactions with nothing but white space between them
/// are one.
final class CleanText {
  static final String MARK = "[REDACTED]";

  /// So much white space is held back after a mark.
  static final int MOST_BLANKS = 16;

  private final Runnable onRedaction;
  private final StringBuilder ready = new StringBuilder();
  private final StringBuilder blanks = new StringBuilder();
  private boolean afterMark;

  /// @param onRedaction runs for each mark
  CleanText(Runnable onRedaction) {
    this.onRedaction = onRedaction;
  }

  void write(int codePoint) {
    if (afterMark) {
      if (Character.isWhitespace(codePoint) && blanks.length() < MOST_BLANKS) {
        blanks.appendCodePoint(codePoint);
        return;
      }
      finish();
    }
    ready.appendCodePoint(codePoint);
  }

  void redact() {
    blanks.setLength(0);
    if (!afterMark) {
      afterMark = true;
      ready.append(MARK);
      onRedaction.run();
    }
  }

  /// Lets go of white space after a mark.
  void finish() {
    ready.append(blanks);
    blanks.setLength(0);
    afterMark = false;
  }

  /// Takes what is ready.
  String take() {
    String text = ready.toString();
    ready.setLength(0);
    return text;
  }

  /// Without the text.
  @Override
  public String toString() {
    return "CleanText[not shown]";
  }
}
