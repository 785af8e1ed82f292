package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Token;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.Reference;

/// Reads the project something belongs to: `to project Apollo`, `in the Apollo project`, `to it`.
public final class Projects {
  private static final int MOST_WORDS = 12;
  private static final PhraseTable<Boolean> INTO =
      new PhraseTable<Boolean>()
          .add(true, "to, in, into, under, inside, for, on, of, from, within")
          .add(true, "and put it in, and add it to, belonging to, and put it into");
  private static final PhraseTable<Boolean> CALLED =
      new PhraseTable<Boolean>().add(true, "called, named, titled");
  private static final PhraseTable<Boolean> EARLIER =
      new PhraseTable<Boolean>()
          .add(true, "to it, in it, into it, under it, there, for it, on it, inside it")
          .add(true, "to that project, in that project, for that project, to this project")
          .add(true, "in this project, to the project, in the project, for the project")
          .add(true, "to the new project, in the new project, into that project, to that")
          .add(true, "for this project, under that project, in there, into the project");

  private Projects() {}

  public static int read(Tokens tokens, int index, Draft into) {
    int at = INTO.skip(tokens, index);
    if (at > index) {
      int article = tokens.is(at, "the", "my", "our", "a") ? at + 1 : at;
      int end = tokens.is(article, "project") ? after(tokens, article + 1, into) : article;
      end = tokens.is(article, "project") ? end : before(tokens, article, into);
      if (end > article) {
        return end;
      }
    }
    PhraseTable.Hit<Boolean> earlier = EARLIER.at(tokens, index);
    if (earlier != null && isOver(tokens, earlier.end())) {
      into.project = new Reference.Earlier();
      return earlier.end();
    }
    return Rule.NO_MATCH;
  }

  /// `to Apollo`, for what always belongs to a project: a name with a capital or in quotes.
  public static int readName(Tokens tokens, int index, Draft into) {
    if (!tokens.is(index, "to", "for", "in", "of", "into", "from")) {
      return Rule.NO_MATCH;
    }
    boolean quoted = tokens.at(index + 1).isQuoted();
    int end = quoted ? index + 2 : endOfName(tokens, index + 1);
    boolean name = quoted || startsWithCapital(tokens.at(index + 1));
    if (end == index + 1 || !name || !isOver(tokens, end)) {
      return Rule.NO_MATCH;
    }
    into.project = new Reference.Named(tokens.text(index + 1, end));
    return end;
  }

  private static boolean startsWithCapital(Token token) {
    return !token.text().isEmpty() && Character.isUpperCase(token.text().codePointAt(0));
  }

  /// `project Apollo`: the name goes on to the next mark or small word.
  private static int after(Tokens tokens, int index, Draft into) {
    int from = CALLED.skip(tokens, index);
    from = tokens.at(from).isMark(":") ? from + 1 : from;
    int end = tokens.at(from).isQuoted() ? from + 1 : endOfName(tokens, from);
    if (end > from) {
      into.project = new Reference.Named(tokens.text(from, end));
    }
    return end > from ? end : index - 1;
  }

  /// `Apollo project`.
  private static int before(Tokens tokens, int index, Draft into) {
    int end = tokens.at(index).isQuoted() ? index + 1 : endOfName(tokens, index);
    if (end == index || !tokens.is(end, "project")) {
      return index;
    }
    into.project = new Reference.Named(tokens.text(index, end));
    return end + 1;
  }

  private static int endOfName(Tokens tokens, int index) {
    int end = index;
    while (end < index + MOST_WORDS
        && tokens.at(end).kind() == Token.Kind.WORD
        && !isSmallWord(tokens, end)) {
      end++;
    }
    return end;
  }

  private static boolean isSmallWord(Tokens tokens, int index) {
    return tokens.is(
        index,
        "project",
        "with",
        "by",
        "due",
        "on",
        "at",
        "called",
        "named",
        "titled",
        "to",
        "in",
        "as",
        "assigned",
        "and",
        "for",
        "that",
        "please",
        "tomorrow",
        "today",
        "saying",
        "before",
        "until",
        "next",
        "about",
        "is");
  }

  private static boolean isOver(Tokens tokens, int index) {
    return tokens.endsAt(index) || isSmallWord(tokens, index);
  }
}
