package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.phrases.Extraction;
import com.adiuva.adapters.llm.phrases.Field;
import com.adiuva.adapters.llm.phrases.Head;
import com.adiuva.adapters.llm.phrases.People;
import com.adiuva.adapters.llm.phrases.Rules;
import com.adiuva.adapters.llm.phrases.Targets;
import com.adiuva.adapters.llm.phrases.Vocabulary;
import com.adiuva.adapters.llm.text.DateReader;
import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Token;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.text.When;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import org.jspecify.annotations.Nullable;

/// Reads clauses that change a record: `set the priority of X to high`, `move X to Friday`.
final class Changes {
  /// The longest value, such as `to the 1st of December 2027 at 5 pm`.
  private static final int MOST_WORDS = 14;

  private final DateReader dates;
  private final Rules rules;

  Changes(DateReader dates) {
    this.dates = dates;
    this.rules = new Rules(dates);
  }

  /// `rename X to Y`; the tokens after the verb.
  Draft rename(Tokens tokens) {
    Draft draft = update();
    int to = lastSeparator(tokens, "to", "as", "into");
    if (to < 0 && tokens.size() > 1 && tokens.at(tokens.size() - 1).isQuoted()) {
      to = tokens.size() - 2;
      return retitled(draft, tokens.part(0, to + 1), tokens.from(to + 1));
    }
    return to < 0
        ? withTarget(draft, tokens)
        : retitled(draft, tokens.part(0, to), tokens.from(to + 1));
  }

  /// `assign X to Ann`; the tokens after the verb.
  Draft assign(Tokens tokens) {
    Draft draft = update();
    int to = lastSeparator(tokens, "to");
    if (to < 0) {
      return withTarget(draft, tokens);
    }
    Tokens right = tokens.from(to + 1);
    Draft head = new Draft();
    if (Head.read(right, 0, head) >= 0 || (right.at(0).isQuoted() && !tokens.at(0).isQuoted())) {
      draft.assignees = People.names(tokens, 0).names();
      return withTarget(draft, right);
    }
    int priorTo = to;
    if (Vocabulary.PRIORITIES.at(right, 0) != null) {
      return set(tokens, false);
    }
    draft.assignees = People.names(tokens, priorTo + 1).names();
    return withTarget(draft, tokens.part(0, to));
  }

  /// `X is due Friday`, given the parts around `is`; null when no date follows.
  @Nullable Draft due(Tokens record, Tokens date) {
    Draft draft = update();
    draft.due = dates.all(date);
    return draft.due == null ? null : withTarget(draft, record);
  }

  /// `prioritize X`; the tokens after the verb.
  Draft prioritize(Tokens tokens) {
    Draft draft = update();
    draft.priority = "high";
    return withTarget(draft, tokens);
  }

  /// `set`, `mark`, `make`, `move` and the like; the tokens after the verb.
  Draft set(Tokens tokens, boolean moves) {
    Draft draft = update();
    int possessive = Targets.possessive(tokens);
    if (possessive >= 0) {
      return ofOwner(draft, tokens, possessive);
    }
    int from = Vocabulary.DETERMINERS.skip(tokens, 0);
    PhraseTable.Hit<Field> field = Field.NAMES.at(tokens, from);
    if (field != null && tokens.is(field.end(), "of", "for", "on", "in")) {
      return ofField(draft, field.value(), tokens.from(field.end() + 1));
    }
    return byRules(draft, tokens, moves);
  }

  /// `Ship v1's priority to high`.
  private Draft ofOwner(Draft draft, Tokens tokens, int owner) {
    PhraseTable.Hit<Field> field = Field.NAMES.at(tokens, owner + 1);
    if (field == null) {
      return draft;
    }
    int value = field.end();
    value = tokens.is(value, "to", "as", "is", "=") || tokens.endsAt(value) ? value + 1 : value;
    if (!assign(draft, field.value(), tokens.from(value))) {
      return impossible(draft);
    }
    if (tokens.is(owner, "its")) {
      draft.target = new Reference.Earlier();
      return draft;
    }
    withTarget(draft, tokens.part(0, owner + 1));
    if (draft.target instanceof Reference.Named named && named.title().length() > 2) {
      draft.target = new Reference.Named(named.title().substring(0, named.title().length() - 2));
    }
    return draft;
  }

  /// `priority of X to high`; the tokens after `of`. Free text has the last `to` before it, other
  /// values the first after which there is nothing else.
  private Draft ofField(Draft draft, Field field, Tokens tokens) {
    if (field.isFree()) {
      int to = lastSeparator(tokens, "to");
      to = to < 0 ? lastSeparator(tokens, "as", "=", "with") : to;
      boolean said = to > 0 && assign(draft, field, tokens.from(to + 1));
      return said ? withTarget(draft, tokens.part(0, to)) : impossible(draft);
    }
    for (int i = Math.max(1, tokens.size() - MOST_WORDS); i < tokens.size(); i++) {
      boolean separates = tokens.is(i, "to", "as", "=", "with") || tokens.at(i).isMark(":");
      if (separates && assign(draft, field, tokens.from(i + 1))) {
        return withTarget(draft, tokens.part(0, i));
      }
    }
    return impossible(draft);
  }

  /// Sets the field when these tokens say a value for it.
  private boolean assign(Draft draft, Field field, Tokens value) {
    if (value.isEmpty()) {
      return false;
    }
    switch (field) {
      case PRIORITY -> draft.priority = word(Vocabulary.PRIORITIES, unquoted(value));
      case STATUS -> draft.status = status(unquoted(value));
      case DATE -> draft.due = dates.all(Extraction.trimmed(unquoted(value)));
      case TITLE -> draft.title = Extraction.title(value);
      case TEXT -> draft.text = value.text();
      case PEOPLE -> draft.assignees = People.names(value, 0).names();
      case PROJECT -> draft.project = Targets.reference(value, new Draft());
    }
    return draft.wish().changesSomething();
  }

  /// Whatever rules recognise is set; the rest names the record.
  private Draft byRules(Draft draft, Tokens tokens, boolean moves) {
    int separator = separatorBeforeValue(tokens, draft);
    if (separator >= 0) {
      return withTarget(
          draft, Extraction.leftOver(tokens.part(0, separator), rules.forChanges(), draft));
    }
    Tokens left = Extraction.leftOver(tokens, rules.forChanges(), draft);
    int colon = draft.wish().changesSomething() ? -1 : colon(tokens);
    if (colon > 0 && colon < tokens.size() - 1) {
      Draft note = withTarget(update(), tokens.part(0, colon));
      note.text = note.topic == Topic.NOTE ? tokens.from(colon + 1).text() : null;
      return note;
    }
    if (!draft.wish().changesSomething()) {
      left = bareValue(left, draft, moves);
    }
    return withTarget(draft, left);
  }

  /// The first `to` after which everything is one value, which is then set; else -1.
  private int separatorBeforeValue(Tokens tokens, Draft draft) {
    for (int i = Math.max(1, tokens.size() - MOST_WORDS); i < tokens.size() - 1; i++) {
      if (tokens.is(i, "to", "as", "until", "till", "on", "for", "by", "due")
          && isValue(tokens.from(i + 1), draft)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isValue(Tokens written, Draft draft) {
    Tokens value = unquoted(written);
    When when = dates.all(value);
    String status = when == null ? status(value) : null;
    String priority = when == null && status == null ? priority(value) : null;
    if (when != null) {
      draft.due = when;
    } else if (status != null) {
      draft.status = status;
    } else if (priority != null) {
      draft.priority = priority;
    }
    return when != null || status != null || priority != null;
  }

  /// `mark Ship v1 done`, `make Ship v1 urgent`, `move Ship v1 to Apollo`.
  private Tokens bareValue(Tokens left, Draft draft, boolean moves) {
    for (int i = Math.max(1, left.size() - 3); i < left.size(); i++) {
      if (isValue(left.from(i), draft)) {
        return left.part(0, i);
      }
    }
    int to = moves ? lastSeparator(left, "to", "into", "in") : -1;
    if (to > 0 && to < left.size() - 1) {
      draft.project = Targets.reference(left.from(to + 1), new Draft());
      return left.part(0, to);
    }
    return left;
  }

  /// `"in progress"` like `in progress`.
  private static Tokens unquoted(Tokens value) {
    return value.size() == 1 && value.at(0).isQuoted() ? Tokens.of(value.text()) : value;
  }

  private static @Nullable String status(Tokens value) {
    String status = word(Vocabulary.STATUSES, value);
    return status == null ? word(Vocabulary.PROJECT_STATUSES, value) : status;
  }

  private static @Nullable String priority(Tokens value) {
    String urgency = word(Vocabulary.URGENCIES, value);
    return urgency == null ? word(Vocabulary.PRIORITIES, value) : urgency;
  }

  /// What the table says about all of these tokens, but for articles and `priority` at the end.
  private static @Nullable String word(PhraseTable<String> table, Tokens value) {
    int from = value.is(0, "a", "the", "be") ? 1 : 0;
    PhraseTable.Hit<String> hit = table.at(value, from);
    if (hit == null) {
      return null;
    }
    int end = value.is(hit.end(), "priority", "please", "again") ? hit.end() + 1 : hit.end();
    return end >= value.size() || (end == value.size() - 1 && value.endsAt(end))
        ? hit.value()
        : null;
  }

  private static Draft retitled(Draft draft, Tokens target, Tokens title) {
    draft.title = Extraction.title(title);
    int from = Vocabulary.DETERMINERS.skip(target, 0);
    PhraseTable.Hit<Field> field = Field.NAMES.at(target, from);
    boolean titleOf = field != null && field.value() == Field.TITLE && target.is(field.end(), "of");
    return withTarget(draft, titleOf && field != null ? target.from(field.end() + 1) : target);
  }

  private static Draft withTarget(Draft draft, Tokens tokens) {
    draft.target = Targets.reference(tokens, draft);
    return draft;
  }

  private static int colon(Tokens tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.at(i).isMark(":")) {
        return i;
      }
    }
    return -1;
  }

  private static int lastSeparator(Tokens tokens, String... words) {
    for (int i = tokens.size() - 2; i > 0; i--) {
      if (tokens.at(i).kind() == Token.Kind.WORD && tokens.is(i, words)) {
        return i;
      }
    }
    return -1;
  }

  private static Draft update() {
    Draft draft = new Draft();
    draft.verb = Verb.UPDATE;
    return draft;
  }

  private static Draft impossible(Draft draft) {
    draft.verb = Verb.IMPOSSIBLE;
    return draft;
  }
}
