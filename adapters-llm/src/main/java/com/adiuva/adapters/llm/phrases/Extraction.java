package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Token;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import java.util.ArrayList;
import java.util.List;

/// Takes what rules recognise out of a run of tokens; what is left is a title.
public final class Extraction {
  private static final PhraseTable<Boolean> LEADING =
      new PhraseTable<Boolean>()
          .add(true, "called, named, titled, entitled, with the title, with title, for")
          .add(true, "with the name, with name, to, about, that, with a title, which is")
          .add(true, "of, is, as, which is called, that is called, should be called")
          .add(true, "with the title of, saying, by the name of, on, regarding");
  private static final PhraseTable<Boolean> TRAILING =
      new PhraseTable<Boolean>()
          .add(true, "and, with, please, to, for, thanks, thank you, for me, as well")
          .add(true, "too, as, is, also, then, at, by, due, to my list, asap")
          .add(true, "to my tasks, to my task list, to my todo list, to my to-do list")
          .add(true, "to the list, to the task list, to the todo list, to my todos")
          .add(true, "as a task, as a todo, as a to-do, as a project, as a note, as task")
          .add(true, "as a milestone, as note, as project, as a new task, to the tasks")
          .add(true, "to my notes, to my projects, which is, that is, set to, on my list");

  private Extraction() {}

  /// What no rule took, in order; commas between the pieces fall away.
  public static Tokens leftOver(Tokens tokens, List<Rule> rules, Draft into) {
    List<Tokens> pieces = new ArrayList<>();
    int pieceStart = 0;
    int at = 0;
    while (at < tokens.size()) {
      int end = firstMatch(tokens, at, rules, into);
      if (end == Rule.NO_MATCH) {
        at++;
      } else {
        pieces.add(tokens.part(pieceStart, at));
        pieceStart = end;
        at = end;
      }
    }
    pieces.add(tokens.part(pieceStart, tokens.size()));
    return Tokens.joined(pieces.stream().map(Extraction::withoutMarks).toList());
  }

  /// The title in what is left: a quotation where there is one at its head, else all the words
  /// without the small ones at the edges.
  public static String title(Tokens left) {
    Tokens inner = trimmed(left);
    if (inner.at(0).isQuoted()) {
      return inner.at(0).text();
    }
    return joined(inner);
  }

  public static Tokens trimmed(Tokens left) {
    int to = left.size();
    int shorter = withoutTrailing(left, 0, to);
    while (shorter < to) {
      to = shorter;
      shorter = withoutTrailing(left, 0, to);
    }
    int from = withoutLeadingMarks(left, 0, to);
    // as written in lower case: "About us" may be a title
    if (left.at(from).text().equals(left.at(from).lower())) {
      int and = left.is(from, "and") ? from + 1 : from;
      from = Math.max(from, Math.min(LEADING.skip(left, and), to - 1));
    }
    return left.part(withoutLeadingMarks(left, from, to), to);
  }

  private static int withoutLeadingMarks(Tokens tokens, int index, int to) {
    int from = index;
    while (from < to && tokens.at(from).kind() == Token.Kind.MARK) {
      from++;
    }
    return from;
  }

  private static int withoutTrailing(Tokens tokens, int from, int to) {
    if (to > from && tokens.at(to - 1).kind() == Token.Kind.MARK) {
      return to - 1;
    }
    for (int length = Math.min(6, to - from - 1); length > 0; length--) {
      PhraseTable.Hit<Boolean> hit = TRAILING.at(tokens, to - length);
      if (hit != null && hit.end() == to) {
        return to - length;
      }
    }
    return to;
  }

  private static int firstMatch(Tokens tokens, int at, List<Rule> rules, Draft into) {
    if (tokens.at(at).isQuoted()) {
      return Rule.NO_MATCH;
    }
    for (Rule rule : rules) {
      int end = rule.read(tokens, at, into);
      if (end > at) {
        return end;
      }
    }
    return Rule.NO_MATCH;
  }

  private static Tokens withoutMarks(Tokens piece) {
    int to = piece.size();
    while (to > 0 && (piece.at(to - 1).isMark(",") || piece.at(to - 1).isMark("("))) {
      to--;
    }
    int from = 0;
    while (from < to && (piece.at(from).isMark(",") || piece.at(from).isMark(")"))) {
      from++;
    }
    return piece.part(from, to);
  }

  /// The words as written, with one space where something was taken out.
  private static String joined(Tokens tokens) {
    StringBuilder text = new StringBuilder();
    int start = 0;
    for (int i = 1; i <= tokens.size(); i++) {
      boolean gap = i == tokens.size() || tokens.at(i).start() > tokens.at(i - 1).end() + 1;
      if (gap) {
        text.append(text.isEmpty() ? "" : " ").append(tokens.text(start, i));
        start = i;
      }
    }
    return text.toString().strip();
  }
}
