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

  private final ClauseReader reader;

  public Interpreter(DateReader dates) {
    this.reader = new ClauseReader(dates);
  }

  /// The wishes in a message, in order; a single one with [Verb#UNKNOWN] or [Verb#HELP] when there
  /// is nothing else in it.
  public List<Wish> read(String message) {
    List<Wish> wishes = new ArrayList<>();
    for (Clauses.Clause clause : Clauses.of(Tokens.of(message))) {
      for (Draft draft : reader.read(clause)) {
        if (wishes.size() < MOST_WISHES) {
          wishes.add(draft.wish());
        }
      }
    }
    return withoutAsides(wishes);
  }

  /// Greetings and sentences that mean nothing to us count only when nothing else was said.
  private static List<Wish> withoutAsides(List<Wish> wishes) {
    List<Wish> real = wishes.stream().filter(wish -> !isAside(wish)).toList();
    if (!real.isEmpty()) {
      return real;
    }
    return wishes.isEmpty() ? List.of(new Draft().wish()) : List.of(wishes.get(0));
  }

  private static boolean isAside(Wish wish) {
    return wish.verb() == Verb.HELP || wish.verb() == Verb.UNKNOWN;
  }
}
