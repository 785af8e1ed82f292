package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.phrases.Targets;
import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import org.jspecify.annotations.Nullable;

/// Reads clauses that add to a note or replace what it says.
final class NoteEdits {
  private static final PhraseTable<Boolean> TO_NOTE =
      new PhraseTable<Boolean>()
          .add(true, "to the note, to my note, to note, in the note, to the notes, to memo");
  private static final PhraseTable<Topic> LISTS =
      new PhraseTable<Topic>()
          .add(Topic.TASK, "to my tasks, to my task list, to my todo list, to my to-do list")
          .add(Topic.TASK, "to the tasks, to the task list, to the todo list, to my todos")
          .add(Topic.TASK, "as a task, as a todo, as a to-do, to my list, on my list")
          .add(Topic.TASK, "as a new task, as task, to the list")
          .add(Topic.NOTE, "to my notes, as a note, as note")
          .add(Topic.PROJECT, "to my projects, as a project, as project")
          .add(Topic.MILESTONE, "as a milestone");
  private static final PhraseTable<Boolean> CONTENT_OF =
      new PhraseTable<Boolean>()
          .add(true, "the content of, content of, the text of, text of, the contents of")
          .add(true, "contents of, the body of, everything in");

  private NoteEdits() {}

  /// `milk to the note Groceries`, or null when no note is named.
  static @Nullable Draft addition(Tokens tokens) {
    for (int i = tokens.size() - 1; i > 0; i--) {
      PhraseTable.Hit<Boolean> hit = TO_NOTE.at(tokens, i);
      if (hit != null && hit.end() < tokens.size()) {
        return edit(Verb.APPEND, tokens.from(hit.end()), tokens.part(0, i));
      }
    }
    int last = tokens.size() - 1;
    if (tokens.is(last, "note")) {
      for (int i = last - 1; i > 0; i--) {
        if (tokens.is(i, "to") && tokens.is(i + 1, "the", "my", "our")) {
          return edit(Verb.APPEND, tokens.part(i + 1, last), tokens.part(0, i));
        }
      }
    }
    return null;
  }

  /// `append X to [the note] Y`; the tokens after the verb.
  static Draft append(Tokens tokens) {
    Draft named = addition(tokens);
    if (named != null) {
      return named;
    }
    for (int i = tokens.size() - 1; i > 0; i--) {
      if (tokens.is(i, "to")) {
        return edit(Verb.APPEND, tokens.from(i + 1), tokens.part(0, i));
      }
    }
    if (tokens.is(0, "to")) {
      int colon = colon(tokens);
      return edit(Verb.APPEND, tokens.part(1, colon), tokens.from(colon + 1));
    }
    return new Draft();
  }

  /// `replace the content of the note Y with X`; the tokens after the verb.
  static Draft replace(Tokens tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.is(i, "with", "to", "by")) {
        int of = CONTENT_OF.skip(tokens, 0);
        return edit(Verb.UPDATE, tokens.part(of, i), tokens.from(i + 1));
      }
    }
    return new Draft();
  }

  /// The kind of record whose list the clause adds to, at its end, or null.
  static @Nullable Topic topicOfList(Tokens tokens) {
    for (int i = tokens.size() - 1; i > Math.max(0, tokens.size() - 16); i--) {
      PhraseTable.Hit<Topic> hit = LISTS.at(tokens, i);
      if (hit != null) {
        return hit.value();
      }
    }
    return null;
  }

  private static Draft edit(Verb verb, Tokens note, Tokens text) {
    Draft draft = new Draft();
    draft.verb = verb;
    draft.topic = Topic.NOTE;
    draft.target = Targets.reference(note, draft);
    draft.topic = Topic.NOTE;
    draft.text = text.at(0).isMark(":") ? text.from(1).text() : text.text();
    return draft;
  }

  private static int colon(Tokens tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.at(i).isMark(":")) {
        return i;
      }
    }
    return tokens.size();
  }
}
