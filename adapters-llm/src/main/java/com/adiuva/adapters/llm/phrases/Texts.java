package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;

/// Reads longer text that belongs to a record: a description, the content of a note, the words of a
/// comment.
public final class Texts {
  private static final PhraseTable<Boolean> ANNOUNCEMENTS =
      new PhraseTable<Boolean>()
          .add(true, "with description, with the description, with a description, description")
          .add(true, "described as, with details, with the details, with content, saying")
          .add(true, "with the content, with contents, content, with text, with the text")
          .add(true, "that says, which says, with body, with the body, containing")
          .add(true, "and the content, and content, and description, with the words")
          .add(
              true,
              "and write, with note, with a note, reading, with the contents, stating, to say")
          .add(true, "and say, says, with the following content, with the following text");

  /// Words that are as likely part of a title, and need a colon or a quotation after them.
  private static final PhraseTable<Boolean> LOOSE =
      new PhraseTable<Boolean>()
          .add(true, "description, content, containing, reading, stating, says");

  private Texts() {}

  public static int read(Tokens tokens, int index, Draft into) {
    int from = begin(tokens, index);
    if (from == Rule.NO_MATCH) {
      return Rule.NO_MATCH;
    }
    int end = tokens.at(from).isQuoted() ? from + 1 : end(tokens, index, from);
    into.text = tokens.text(from, end).strip();
    return end;
  }

  /// Where the text begins that is announced at this index, or [Rule#NO_MATCH].
  public static int begin(Tokens tokens, int index) {
    int at = ANNOUNCEMENTS.skip(tokens, index);
    if (at == index) {
      return Rule.NO_MATCH;
    }
    boolean marked = tokens.at(at).isMark(":");
    boolean loose = LOOSE.at(tokens, index) != null && at == index + 1;
    at = marked ? at + 1 : at;
    if ((loose && !marked && !tokens.at(at).isQuoted()) || at >= tokens.size()) {
      return Rule.NO_MATCH;
    }
    return tokens.is(at, "that", "of") && !marked ? at + 1 : at;
  }

  /// A description goes on until something else is said about the task; other texts to the end.
  private static int end(Tokens tokens, int index, int from) {
    if (tokens.is(index + 1, "description", "details") || tokens.is(index, "description")) {
      for (int i = from + 1; i < tokens.size(); i++) {
        int next = tokens.is(i, "and", "with") ? i + 1 : i;
        if (next > i && Field.NAMES.at(tokens, next) != null) {
          return i;
        }
      }
    }
    return tokens.size();
  }
}
