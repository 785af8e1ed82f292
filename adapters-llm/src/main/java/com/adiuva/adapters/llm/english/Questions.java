package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.phrases.Extraction;
import com.adiuva.adapters.llm.phrases.Head;
import com.adiuva.adapters.llm.phrases.People;
import com.adiuva.adapters.llm.phrases.Projects;
import com.adiuva.adapters.llm.phrases.Rule;
import com.adiuva.adapters.llm.phrases.Rules;
import com.adiuva.adapters.llm.phrases.Targets;
import com.adiuva.adapters.llm.phrases.Vocabulary;
import com.adiuva.adapters.llm.text.DateReader;
import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.DueFilter;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import java.util.List;

/// Reads clauses that ask for records: `list my high priority tasks due this week`.
final class Questions {
  private static final PhraseTable<Boolean> FILLERS =
      new PhraseTable<Boolean>()
          .add(true, "are, is, do, i, have, there, due, that, which, with, in")
          .add(true, "to, on, for, still, left, currently, please, me, what, who")
          .add(true, "do i have, tell, my, got, we, any, s, be, finish, work")
          .add(true, "for me, can, you, need, see, right now, now, list, and, by")
          .add(true, "status, show, does, it, already, been, were, was, coming up")
          .add(true, "everything, anything");
  private static final PhraseTable<Boolean> LATE =
      new PhraseTable<Boolean>().add(true, "overdue, late, past due, behind schedule");
  private static final PhraseTable<Boolean> UNTIL =
      new PhraseTable<Boolean>()
          .add(true, "this week, this month, this year, by, before, until, within, due by")
          .add(true, "due this week, due this month, due within, due before, for this week")
          .add(true, "due in, in, the end of, end of");
  private static final PhraseTable<String> OPEN =
      new PhraseTable<String>()
          .add("open", "open, pending, unfinished, outstanding, incomplete, not done")
          .add("open", "undone, remaining, active, not finished, not completed");
  private static final PhraseTable<Boolean> ABOUT =
      new PhraseTable<Boolean>()
          .add(true, "about, containing, matching, with the word, mentioning, called")
          .add(true, "named, that contain, that mention, titled, with the words, like");

  private final DateReader dates;
  private final List<Rule> rules;

  Questions(DateReader dates) {
    this.dates = dates;
    this.rules =
        List.of(
            Questions::search,
            Questions::late,
            People::read,
            Questions::project,
            Questions::noun,
            this::date,
            Questions::adjective,
            Questions::filler);
  }

  /// The tokens after the verb.
  Draft read(Tokens tokens, Command command) {
    Draft draft = new Draft();
    draft.verb = Verb.LIST;
    int afterNoun = Head.read(tokens, 0, draft);
    if (afterNoun >= 0 && draft.topic == Topic.COMMENT) {
      Comments.locate(tokens.from(afterNoun), draft);
      draft.text = null;
      return draft;
    }
    boolean one = afterNoun >= 0 && !draft.plural && afterNoun < tokens.size();
    if (command == Command.SHOW && (one || named(tokens))) {
      return show(tokens);
    }
    Topic topic = draft.topic;
    Tokens left = Extraction.trimmed(Extraction.leftOver(tokens, rules, draft));
    draft.topic = topic == null ? draft.topic : topic;
    boolean filtered =
        draft.due != null
            || draft.dueFilter != null
            || draft.status != null
            || draft.priority != null;
    if (draft.topic == null && filtered) {
      draft.topic = Topic.TASK;
    }
    draft.target = draft.every ? new Reference.Every() : null;
    return left.isEmpty() ? draft : withRest(draft, left, command);
  }

  private static Draft withRest(Draft draft, Tokens left, Command command) {
    if (command == Command.FIND && draft.topic == null) {
      draft.topic = Topic.TASK;
    } else if (command == Command.LIST && draft.topic == null) {
      draft.verb = Verb.UNKNOWN;
    }
    draft.search = draft.search == null ? Extraction.title(left) : draft.search;
    return draft;
  }

  /// `show me "Ship v1"`.
  private static Draft show(Tokens tokens) {
    Draft draft = new Draft();
    draft.verb = Verb.SHOW;
    draft.target = Targets.reference(tokens, draft);
    return draft;
  }

  /// Whether the tokens name one record without saying what it is.
  private boolean named(Tokens tokens) {
    Draft scratch = new Draft();
    Extraction.leftOver(tokens, rules, scratch);
    boolean pronoun = Vocabulary.PRONOUNS.at(tokens, 0) != null && tokens.size() <= 2;
    boolean filtered =
        scratch.due != null
            || scratch.dueFilter != null
            || scratch.status != null
            || scratch.priority != null
            || scratch.project != null;
    return pronoun
        || (scratch.topic == null && !filtered)
        || (scratch.topic != null && !scratch.plural && !scratch.every);
  }

  private static int search(Tokens tokens, int index, Draft into) {
    int at = ABOUT.skip(tokens, index);
    if (at == index || at >= tokens.size()) {
      return Rule.NO_MATCH;
    }
    into.search = Extraction.title(tokens.from(at));
    return tokens.size();
  }

  private static int late(Tokens tokens, int index, Draft into) {
    int at = LATE.skip(tokens, index);
    if (at == index) {
      return Rule.NO_MATCH;
    }
    into.dueFilter = DueFilter.OVERDUE;
    return at;
  }

  /// `in project Apollo`, but also `of Apollo` once it is clear what is listed.
  private static int project(Tokens tokens, int index, Draft into) {
    int end = Projects.read(tokens, index, into);
    boolean loose = end == Rule.NO_MATCH && into.topic != null && into.topic != Topic.PROJECT;
    if (loose
        && tokens.is(index, "in", "of", "from", "for", "under")
        && !tokens.endsAt(index + 1)) {
      Draft scratch = new Draft();
      Tokens rest = tokens.from(index + 1);
      boolean name =
          rest.at(0).isQuoted() || Character.isUpperCase(rest.at(0).text().codePointAt(0));
      if (name && rest.size() <= 6) {
        into.project = Targets.reference(rest, scratch);
        return tokens.size();
      }
    }
    return end;
  }

  private static int noun(Tokens tokens, int index, Draft into) {
    PhraseTable.Hit<Vocabulary.Noun> hit = Vocabulary.NOUNS.at(tokens, index);
    if (hit == null) {
      return Rule.NO_MATCH;
    }
    if (into.topic == null) {
      into.topic = hit.value().topic();
      into.plural = hit.value().plural();
    }
    return hit.end();
  }

  private int date(Tokens tokens, int index, Draft into) {
    DateReader.Found found = dates.at(tokens, index);
    if (found == null) {
      return Rule.NO_MATCH;
    }
    into.due = found.when();
    boolean until = UNTIL.at(tokens, index) != null || tokens.is(index + 1, "this", "by", "before");
    into.dueFilter = until ? DueFilter.UNTIL : DueFilter.ON;
    return found.end();
  }

  private static int adjective(Tokens tokens, int index, Draft into) {
    PhraseTable.Hit<Boolean> determiner = Vocabulary.DETERMINERS.at(tokens, index);
    if (determiner != null) {
      into.every |= determiner.value();
      return determiner.end();
    }
    int priority = Rules.priority(tokens, index, into);
    PhraseTable.Hit<String> urgency = Vocabulary.URGENCIES.at(tokens, index);
    if (priority == Rule.NO_MATCH && urgency != null) {
      into.priority = urgency.value();
      return urgency.end();
    }
    PhraseTable.Hit<String> status = OPEN.at(tokens, index);
    status = status == null ? Vocabulary.STATUSES.at(tokens, index) : status;
    status = status == null ? Vocabulary.PROJECT_STATUSES.at(tokens, index) : status;
    if (priority == Rule.NO_MATCH && status != null) {
      into.status = status.value();
      return status.end();
    }
    return priority;
  }

  private static int filler(Tokens tokens, int index, Draft into) {
    int at = FILLERS.skip(tokens, index);
    return at > index || tokens.endsAt(index) ? Math.max(at, index + 1) : Rule.NO_MATCH;
  }
}
