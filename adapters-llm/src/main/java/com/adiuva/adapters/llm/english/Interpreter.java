package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.text.DateReader;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.Verb;
import com.adiuva.adapters.llm.wishes.Wish;
import java.util.ArrayList;
import java.util.List;

/// Reads messages. Takes time in proportion to their length, whatever is in them.
public final class Interpreter {
  /// The most wishes that one message is read for.
  public static final int MOST_WISHES = 20;

  private static final int MOST_UNKNOWN = 3;

  private final ClauseReader reader;

  public Interpreter(DateReader dates) {
    this.reader = new ClauseReader(dates);
  }

  /// The wishes in a message, in order, with what was not understood between them as [Verb#UNKNOWN]
  /// and its words as text; a single one with [Verb#UNKNOWN] or [Verb#HELP] when there is nothing
  /// else.
  public List<Wish> read(String message) {
    List<Wish> wishes = new ArrayList<>();
    int unknown = 0;
    for (Clauses.Clause clause : Clauses.of(Tokens.of(message))) {
      for (Draft draft : reader.read(clause)) {
        if (draft.verb == Verb.UNKNOWN) {
          unknown++;
          draft.text = clause.tokens().text();
        }
        boolean tooMany = unknown > MOST_UNKNOWN && draft.verb == Verb.UNKNOWN;
        if (wishes.size() == MOST_WISHES) {
          wishes.add(leftOut(clause));
        }
        if (wishes.size() > MOST_WISHES) {
          return withoutAsides(wishes);
        }
        if (!tooMany) {
          wishes.add(draft.wish());
        }
      }
    }
    return withoutAsides(wishes);
  }

  private static Wish leftOut(Clauses.Clause clause) {
    Draft draft = new Draft();
    draft.verb = Verb.LEFT_OUT;
    draft.text = clause.tokens().text();
    return draft.wish();
  }

  /// A greeting counts only when nothing else was said.
  private static List<Wish> withoutAsides(List<Wish> wishes) {
    List<Wish> real = wishes.stream().filter(wish -> wish.verb() != Verb.HELP).toList();
    if (real.stream().anyMatch(wish -> wish.verb().isUnderstood())) {
      return real;
    }
    return wishes.isEmpty() ? List.of(new Draft().wish()) : List.of(wishes.get(0));
  }
}
