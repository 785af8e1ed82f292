package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.phrases.Field;
import com.adiuva.adapters.llm.phrases.Head;
import com.adiuva.adapters.llm.phrases.Targets;
import com.adiuva.adapters.llm.phrases.Vocabulary;
import com.adiuva.adapters.llm.text.DateReader;
import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one clause by the grammar of its command.
final class ClauseReader {
  private static final PhraseTable<Boolean> MADE =
      new PhraseTable<Boolean>().add(true, "done, finished, complete, completed, ready");

  private final Creation creation;
  private final Changes changes;
  private final Questions questions;

  ClauseReader(DateReader dates) {
    this.creation = new Creation(dates);
    this.changes = new Changes(dates);
    this.questions = new Questions(dates);
  }

  List<Draft> read(Clauses.Clause clause) {
    List<Draft> drafts = readAlone(clause);
    for (Draft draft : drafts) {
      if (clause.within() && draft.project == null) {
        draft.project = new Reference.Earlier();
      }
    }
    return drafts;
  }

  private List<Draft> readAlone(Clauses.Clause clause) {
    Tokens tokens = clause.tokens();
    int at = 0;
    boolean obliged = false;
    while (at < tokens.size()) {
      PhraseTable.Hit<Command> help = Command.OPENINGS.at(tokens, at);
      if (help != null && help.value() == Command.HELP && isAll(tokens, help.end())) {
        return List.of(plain(Verb.HELP));
      }
      PhraseTable.Hit<Boolean> courtesy = Command.COURTESIES.at(tokens, at);
      if (courtesy == null && !tokens.endsAt(at)) {
        break;
      }
      obliged |= courtesy != null && courtesy.value();
      at = courtesy == null ? at + 1 : courtesy.end();
    }
    Tokens rest = tokens.from(at);
    if (rest.isEmpty()) {
      return List.of();
    }
    PhraseTable.Hit<Command> hit = Command.OPENINGS.at(rest, 0);
    if (obliged && (hit == null || !namesTopic(rest))) {
      return List.of(creation.reminder(rest));
    }
    if (hit != null) {
      return byCommand(hit.value(), rest.from(hit.end()));
    }
    return withoutVerb(rest, clause.inherited());
  }

  private List<Draft> byCommand(Command command, Tokens rest) {
    return switch (command) {
      case CREATE -> created(rest);
      case WRITE, MAKE -> namesNew(rest) ? creation.read(rest) : otherwise(command, rest);
      case REMIND -> List.of(creation.reminder(rest));
      case JOT -> List.of(creation.jotted(rest));
      case SET -> List.of(changes.set(rest, false));
      case MARK, MOVE -> List.of(changes.set(rest, true));
      case RENAME -> List.of(changes.rename(rest));
      case ASSIGN -> List.of(changes.assign(rest));
      case PRIORITIZE -> List.of(changes.prioritize(rest));
      case COMPLETE -> simple(Verb.COMPLETE, rest);
      case REOPEN -> simple(Verb.REOPEN, rest);
      case START -> simple(Verb.START, rest);
      case ARCHIVE -> simple(Verb.ARCHIVE, rest);
      case DELETE -> delete(rest);
      case LIST, FIND, SHOW -> List.of(questions.read(rest, command));
      case APPEND -> List.of(NoteEdits.append(rest));
      case REPLACE -> List.of(NoteEdits.replace(rest));
      case COMMENT -> List.of(Comments.read(rest));
      case HELP -> List.of(plain(Verb.HELP));
    };
  }

  /// Without a kind of record, `a tag for X` is not something we know how to create; a thing with a
  /// date is taken for a task.
  private List<Draft> created(Tokens rest) {
    List<Draft> drafts = creation.read(rest);
    Draft first = drafts.get(0);
    boolean thing =
        first.topic == null && first.verb == Verb.CREATE && rest.is(0, "a", "an", "the");
    return thing ? List.of(plain(Verb.UNKNOWN)) : drafts;
  }

  private List<Draft> otherwise(Command command, Tokens rest) {
    if (command == Command.MAKE) {
      return List.of(changes.set(rest, false));
    }
    Draft head = new Draft();
    return Head.read(rest, 0, head) >= 0 ? simple(Verb.START, rest) : List.of(plain(Verb.UNKNOWN));
  }

  /// `a task …` or `the X task` after `make`: a new one has no `the`.
  private static boolean namesNew(Tokens rest) {
    return !rest.is(0, "the", "my", "this", "that") && Head.read(rest, 0, new Draft()) >= 0;
  }

  private static List<Draft> delete(Tokens rest) {
    int from = Vocabulary.DETERMINERS.skip(rest, 0);
    PhraseTable.Hit<Field> field = Field.NAMES.at(rest, from);
    if (field != null
        && field.value() != Field.PROJECT
        && rest.is(field.end(), "of", "from", "on")) {
      return List.of(plain(Verb.IMPOSSIBLE));
    }
    Draft draft = new Draft();
    int afterNoun = Head.read(rest, 0, draft);
    if (afterNoun >= 0 && draft.topic == Topic.COMMENT) {
      draft.verb = Verb.DELETE;
      Comments.locate(rest.from(afterNoun), draft);
      return List.of(draft);
    }
    return simple(Verb.DELETE, rest);
  }

  /// A verb and the record it is done to, or several of them after a plural or in quotes.
  private static List<Draft> simple(Verb verb, Tokens rest) {
    Draft head = new Draft();
    int afterNoun = Head.read(rest, 0, head);
    Tokens names = rest.from(Math.max(0, afterNoun));
    boolean several = afterNoun >= 0 && head.plural && !names.isEmpty();
    if (!several && !isListOfQuotations(names)) {
      Draft draft = plain(verb);
      draft.target = Targets.reference(rest, draft);
      return List.of(draft);
    }
    List<Draft> drafts = new ArrayList<>();
    for (Tokens item : Creation.items(names)) {
      Draft draft = plain(verb);
      draft.target = Targets.reference(item, draft);
      draft.topic = head.topic;
      drafts.add(draft);
    }
    return drafts;
  }

  /// `"A" and "B"`.
  private static boolean isListOfQuotations(Tokens tokens) {
    List<Tokens> items = tokens.at(0).isQuoted() ? Creation.items(tokens) : List.of();
    return items.size() > 1
        && items.stream().allMatch(item -> item.size() == 1 && item.at(0).isQuoted());
  }

  private List<Draft> withoutVerb(Tokens rest, @Nullable Command inherited) {
    if (inherited != null) {
      return byCommand(inherited, rest);
    }
    Draft due = dueAt(rest);
    if (due != null) {
      return List.of(due);
    }
    int is = stateAt(rest);
    if (is > 0) {
      Draft draft = plain(Verb.COMPLETE);
      draft.target = Targets.reference(rest.part(0, is), draft);
      return List.of(draft);
    }
    Draft head = new Draft();
    int afterNoun = Head.read(rest, 0, head);
    boolean filtered = rest.is(0, "overdue", "due", "today's", "late");
    if (filtered || (afterNoun >= 0 && (head.plural || afterNoun == rest.size()))) {
      return List.of(questions.read(rest, Command.LIST));
    }
    return afterNoun >= 0 ? creation.read(rest) : List.of(plain(Verb.UNKNOWN));
  }

  /// `Ship v1 is due Friday`, or null.
  private @Nullable Draft dueAt(Tokens rest) {
    for (int i = Math.max(1, rest.size() - 12); i < rest.size() - 2; i++) {
      if (rest.is(i, "is") && rest.is(i + 1, "due") && !rest.at(rest.size() - 1).isMark("?")) {
        return changes.due(rest.part(0, i), rest.from(i + 1));
      }
    }
    return null;
  }

  /// The index of `is` in `Ship v1 is done`, or -1.
  private static int stateAt(Tokens rest) {
    int last = rest.size() - 1;
    boolean question = rest.at(last).isMark("?");
    while (last > 0 && rest.endsAt(last)) {
      last--;
    }
    boolean made = !question && MADE.at(rest, last) != null;
    int is = rest.is(last - 1, "now", "already") ? last - 2 : last - 1;
    return made && rest.is(is, "is", "are", "was") ? is : -1;
  }

  private static boolean namesTopic(Tokens rest) {
    for (int i = 1; i < Math.min(rest.size(), 8); i++) {
      if (Vocabulary.NOUNS.at(rest, i) != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAll(Tokens tokens, int end) {
    int at = Command.COURTESIES.skip(tokens, end);
    while (at < tokens.size()
        && (tokens.endsAt(at) || tokens.is(at, "for", "me", "adiuva", "please", "there"))) {
      at++;
    }
    return at >= tokens.size();
  }

  private static Draft plain(Verb verb) {
    Draft draft = new Draft();
    draft.verb = verb;
    return draft;
  }
}
