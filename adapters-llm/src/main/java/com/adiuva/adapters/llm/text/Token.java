package com.adiuva.adapters.llm.text;

import com.adiuva.adapters.llm.conversation.Kind;

/// A word, a quotation or a mark, and where it stands in the source.
///
/// @param text as written; of a quotation what is between the quotes
/// @param lower the same in lower case with plain apostrophes, for comparing
public record Token(Kind kind, String text, String lower, int start, int end) {

  /// What stands outside every sentence.
  static final Token NOWHERE = new Token(Kind.MARK, "", "", 0, 0);

  /// Kinds of token.
  public enum Kind {
    WORD,
    QUOTED,
    /// Punctuation, one character; a line break is `\n`.
    MARK
  }

  public boolean isWord(String word) {
    return kind == Kind.WORD && lower.equals(word);
  }

  public boolean isMark(String mark) {
    return kind == Kind.MARK && text.equals(mark);
  }

  public boolean isQuoted() {
    return kind == Kind.QUOTED;
  }

  /// Without the text.
  @Override
  public String toString() {
    return "Token[" + kind + " " + start + ".." + end + "]";
  }
}
