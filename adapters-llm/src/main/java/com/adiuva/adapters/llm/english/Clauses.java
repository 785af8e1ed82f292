package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.phrases.Head;
import com.adiuva.adapters.llm.phrases.Vocabulary;
import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Token;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cuts a message into clauses of one command each: at full stops, and at `and`, `then` and commas
/// where another command begins.
final class Clauses {
  private static final int LOOK_AHEAD = 8;
  private static final Set<String> STOPS = Set.of(".", "!", "?", ";", "\n");
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "st", "vs", "e.g", "i.e", "no", "a.m", "p.m", "jan", "feb",
          "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx");

  /// After these and a colon everything belongs to one text.
  private static final Set<String> TEXT_WORDS =
      Set.of(
          "content",
          "contents",
          "description",
          "text",
          "body",
          "saying",
          "says",
          "comment",
          "note",
          "memo",
          "details",
          "following",
          "jot",
          "append");

  private final Tokens tokens;
  private final List<Clause> found = new ArrayList<>();
  private int start;
  private @Nullable Command inherited;

  /// The command at the start of this clause, and the start it was looked up for.
  private PhraseTable.@Nullable Hit<Command> opening;

  private int openingRead = -1;
  private boolean within;

  /// One command.
  ///
  /// @param inherited the command of the clause before, where this one begins with a noun
  /// @param within whether its records belong to the project of the clause before
  record Clause(Tokens tokens, @Nullable Command inherited, boolean within) {}

  private Clauses(Tokens tokens) {
    this.tokens = tokens;
  }

  static List<Clause> of(Tokens tokens) {
    Clauses clauses = new Clauses(tokens);
    clauses.cut();
    return clauses.found;
  }

  private void cut() {
    for (int at = 0; at < tokens.size(); at++) {
      Token token = tokens.at(at);
      if (token.isMark(":") && announcesText(at)) {
        break;
      }
      if (token.isMark(":") && tokens.at(at + 1).isMark("\n")) {
        at = endOfList(at + 1) - 1;
      } else if (token.kind() == Token.Kind.MARK && STOPS.contains(token.text())) {
        if (!isAbbreviation(at)) {
          close(at, at + 1, null);
        }
      } else if (token.isMark(",") || tokens.is(at, "and", "then", "&", "also", "but")) {
        at = join(at);
      } else if (tokens.is(at, "with") && beginsContents(at + 1)) {
        close(at, at + 1, Command.CREATE);
        within = true;
      }
    }
    close(tokens.size(), tokens.size(), null);
  }

  /// Closes the clause at a joining word when a command follows it.
  private int join(int at) {
    int next = at;
    while (next < at + 3
        && (tokens.at(next).isMark(",") || tokens.is(next, "and", "then", "&", "also", "but"))) {
      next++;
    }
    int verb = Command.COURTESIES.skip(tokens, next);
    PhraseTable.Hit<Command> hit = Command.OPENINGS.at(tokens, verb);
    if (hit != null && isCommand(hit, verb)) {
      close(at, next, null);
      return next;
    }
    Command current = currentCommand();
    if (current != null && continuesWithNoun(next, current)) {
      close(at, next, current);
      return next;
    }
    return next - 1;
  }

  /// A verb after `and` may go on with a title that has no quotes: then it must name what it is
  /// about to count as a command.
  private boolean isCommand(PhraseTable.Hit<Command> hit, int verb) {
    Command current = currentCommand();
    boolean openEnded =
        current == null
            || current == Command.CREATE
            || current == Command.REMIND
            || current == Command.JOT
            || current == Command.WRITE
            || current == Command.COMMENT
            || current == Command.APPEND;
    if (!openEnded || hasQuotation(start, verb)) {
      return hit.value() != Command.HELP;
    }
    for (int i = hit.end(); i < hit.end() + LOOK_AHEAD && !tokens.endsAt(i); i++) {
      if (Vocabulary.NOUNS.at(tokens, i) != null
          || tokens.at(i).isQuoted()
          || (i < hit.end() + 4 && tokens.is(i, "it", "its", "them", "priority", "status"))) {
        return true;
      }
    }
    return start == verb;
  }

  private boolean continuesWithNoun(int index, Command current) {
    int at = Vocabulary.DETERMINERS.skip(tokens, index);
    at = Vocabulary.URGENCIES.skip(tokens, at);
    PhraseTable.Hit<Vocabulary.Noun> noun = Vocabulary.NOUNS.at(tokens, at);
    if (noun == null || !hasNoun(start, index)) {
      return false;
    }
    boolean listing = current == Command.LIST || current == Command.FIND || current == Command.SHOW;
    return listing ? noun.value().plural() : tokens.is(index, "a", "an", "another", "one", "the");
  }

  private @Nullable Command currentCommand() {
    PhraseTable.Hit<Command> hit = inherited == null ? opening() : null;
    return hit == null ? inherited : hit.value();
  }

  private PhraseTable.@Nullable Hit<Command> opening() {
    if (openingRead != start) {
      int at = start;
      int next = Command.COURTESIES.skip(tokens, at);
      while (next > at) {
        at = next;
        next = Command.COURTESIES.skip(tokens, at);
      }
      opening = Command.OPENINGS.at(tokens, at);
      openingRead = start;
    }
    return opening;
  }

  private void close(int end, int next, @Nullable Command inheritedByNext) {
    Tokens clause = tokens.part(start, end);
    if (!clause.isEmpty()) {
      found.add(new Clause(clause, inherited, within));
    }
    start = next;
    inherited = inheritedByNext;
    within = false;
  }

  private boolean announcesText(int colon) {
    for (int i = start; i < Math.min(colon, start + 2 * LOOK_AHEAD); i++) {
      if (tokens.at(i).kind() == Token.Kind.WORD && TEXT_WORDS.contains(tokens.at(i).lower())) {
        return true;
      }
    }
    return false;
  }

  /// `a task Draft plan` after `create a project Apollo with`.
  private boolean beginsContents(int index) {
    PhraseTable.Hit<Command> opening = opening();
    if (opening == null || opening.value() != Command.CREATE) {
      return false;
    }
    Draft outer = new Draft();
    Draft inner = new Draft();
    return Head.read(tokens, opening.end(), outer) >= 0
        && outer.topic == Topic.PROJECT
        && Head.read(tokens, index, inner) >= 0
        && inner.topic != Topic.PROJECT;
  }

  /// Lines that begin with a bullet belong to the sentence before them.
  private int endOfList(int lineBreak) {
    int at = lineBreak;
    while (tokens.at(at).isMark("\n") && isBullet(at + 1)) {
      at++;
      while (at < tokens.size() && !tokens.at(at).isMark("\n")) {
        at++;
      }
    }
    return Math.max(at, lineBreak);
  }

  private boolean isBullet(int at) {
    Token token = tokens.at(at);
    return token.kind() == Token.Kind.MARK
        && "-–—*•".contains(token.text())
        && !token.text().isEmpty();
  }

  private boolean isAbbreviation(int stop) {
    Token next = tokens.at(stop + 1);
    return tokens.at(stop).isMark(".")
        && ABBREVIATIONS.contains(tokens.at(stop - 1).lower())
        && next.kind() == Token.Kind.WORD
        && !Character.isUpperCase(next.text().codePointAt(0));
  }

  private boolean hasQuotation(int from, int to) {
    for (int i = from; i < Math.min(to, from + 2 * LOOK_AHEAD); i++) {
      if (tokens.at(i).isQuoted()) {
        return true;
      }
    }
    return false;
  }

  private boolean hasNoun(int from, int to) {
    for (int i = from; i < Math.min(to, from + LOOK_AHEAD); i++) {
      if (Vocabulary.NOUNS.at(tokens, i) != null) {
        return true;
      }
    }
    return false;
  }
}
