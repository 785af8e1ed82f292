package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.DateReader;
import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import java.util.List;

/// The rules for what can be said about a record besides its title: priority, status, date.
public final class Rules {
  private static final PhraseTable<Boolean> AS =
      new PhraseTable<Boolean>()
          .add(true, "as, with, with a, with the, at, marked as, marked, at a, to a")
          .add(true, "to, as a, to be, of, and, is, and a, and mark it as, be");
  private static final PhraseTable<Boolean> PRIORITY =
      new PhraseTable<Boolean>().add(true, "priority, importance, prio");
  private static final PhraseTable<Boolean> STATUS =
      new PhraseTable<Boolean>().add(true, "status, state");
  private static final PhraseTable<Boolean> EQUALS =
      new PhraseTable<Boolean>().add(true, "to, of, is, as, set to, should be");

  private final DateReader dates;

  public Rules(DateReader dates) {
    this.dates = dates;
  }

  /// For titles of new records: only what is clearly marked, or stands at the edge.
  public List<Rule> forTitles() {
    return List.of(
        this::date, Rules::priority, Rules::status, People::read, Projects::read, Texts::read);
  }

  public List<Rule> forMilestones() {
    return List.of(this::date, Projects::read, Projects::readName);
  }

  public List<Rule> forNotes() {
    return List.of(Projects::read, Texts::read);
  }

  /// For clauses that name an existing record and what to set.
  public List<Rule> forChanges() {
    return List.of(
        this::newDate, Rules::priority, Rules::status, People::read, Projects::read, Texts::read);
  }

  private int date(Tokens tokens, int index, Draft into) {
    DateReader.Found found = into.due == null ? dates.at(tokens, index) : null;
    if (found == null || !fits(tokens, index, found)) {
      return Rule.NO_MATCH;
    }
    into.due = found.when();
    return found.end();
  }

  private int newDate(Tokens tokens, int index, Draft into) {
    boolean to = tokens.is(index, "to", "until", "till");
    int read = to ? date(tokens, index + 1, into) : Rule.NO_MATCH;
    return read == Rule.NO_MATCH ? date(tokens, index, into) : read;
  }

  /// A date that nothing announces counts at the end, before the next phrase of this kind, or at
  /// the very beginning before the point.
  private boolean fits(Tokens tokens, int index, DateReader.Found found) {
    int end = found.end();
    return switch (found.firmness()) {
      case DUE, MARKED -> true;
      case BARE, LOOSE ->
          tokens.endsAt(end)
              || (index == 0 && tokens.is(end, "to", "that", "about", "called", "named"))
              || tokens.at(end - 1).isQuoted()
              || beginsAnother(tokens, end);
    };
  }

  private boolean beginsAnother(Tokens tokens, int index) {
    Draft scratch = new Draft();
    return priority(tokens, index, scratch) != Rule.NO_MATCH
        || status(tokens, index, scratch) != Rule.NO_MATCH
        || People.read(tokens, index, scratch) != Rule.NO_MATCH
        || Projects.read(tokens, index, scratch) != Rule.NO_MATCH
        || tokens.is(index, "with", "please", "and", "thanks", "assigned");
  }

  public static int priority(Tokens tokens, int index, Draft into) {
    int at = AS.skip(tokens, index);
    int word = PRIORITY.skip(tokens, at);
    if (word > at) {
      int value = tokens.at(word).isMark(":") ? word + 1 : EQUALS.skip(tokens, word);
      PhraseTable.Hit<String> hit = Vocabulary.PRIORITIES.at(tokens, value);
      return hit == null ? Rule.NO_MATCH : priority(hit, PRIORITY.skip(tokens, hit.end()), into);
    }
    PhraseTable.Hit<String> urgency = Vocabulary.URGENCIES.at(tokens, at);
    if (urgency == null) {
      return Rule.NO_MATCH;
    }
    // "urgent" alone is as likely part of a title, unless it is announced or set apart
    boolean twoWords = tokens.at(urgency.end() - 1).lower().contains("priority");
    boolean apart = tokens.endsAt(urgency.end()) && (at > index || tokens.endsAt(index - 1));
    boolean announced = at > index && tokens.is(index, "as", "marked", "to");
    return twoWords || apart || announced ? priority(urgency, urgency.end(), into) : Rule.NO_MATCH;
  }

  private static int priority(PhraseTable.Hit<String> hit, int end, Draft into) {
    into.priority = hit.value();
    return end;
  }

  public static int status(Tokens tokens, int index, Draft into) {
    int at = AS.skip(tokens, index);
    int word = STATUS.skip(tokens, at);
    boolean named = word > at;
    int value = named && tokens.at(word).isMark(":") ? word + 1 : word;
    value = named ? EQUALS.skip(tokens, value) : value;
    PhraseTable.Hit<String> hit = Vocabulary.STATUSES.at(tokens, value);
    if (hit == null && named) {
      hit = Vocabulary.PROJECT_STATUSES.at(tokens, value);
    }
    boolean announced = named || tokens.is(index, "as", "marked");
    if (hit == null || !announced) {
      return Rule.NO_MATCH;
    }
    into.status = hit.value();
    return hit.end();
  }
}
