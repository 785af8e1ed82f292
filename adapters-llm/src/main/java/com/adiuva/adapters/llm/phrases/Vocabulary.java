package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.wishes.Topic;

/// The words that mean something by themselves.
public final class Vocabulary {
  /// A noun and whether it speaks of several.
  public record Noun(Topic topic, boolean plural) {}

  public static final PhraseTable<Noun> NOUNS =
      new PhraseTable<Noun>()
          .add(new Noun(Topic.TASK, false), "task, todo, to-do, reminder, action item")
          .add(new Noun(Topic.TASK, true), "tasks, todos, to-dos, reminders, action items")
          .add(new Noun(Topic.TASK, true), "task list, todo list, to-do list, to do list")
          .add(new Noun(Topic.PROJECT, false), "project")
          .add(new Noun(Topic.PROJECT, true), "projects, project list")
          .add(new Noun(Topic.MILESTONE, false), "milestone, checkpoint")
          .add(new Noun(Topic.MILESTONE, true), "milestones, checkpoints, timeline, timelines")
          .add(new Noun(Topic.NOTE, false), "note, memo")
          .add(new Noun(Topic.NOTE, true), "notes, memos, note list")
          .add(new Noun(Topic.COMMENT, false), "comment")
          .add(new Noun(Topic.COMMENT, true), "comments");

  public static final PhraseTable<String> PRIORITIES =
      new PhraseTable<String>()
          .add("high", "high, higher, highest, urgent, important, critical, top")
          .add("medium", "medium, normal, mid")
          .add("low", "low, lower, lowest, minor");

  /// Words that speak of priority even where the word is not said.
  public static final PhraseTable<String> URGENCIES =
      new PhraseTable<String>()
          .add("high", "high priority, high-priority, top priority, highest priority")
          .add("high", "urgent, important, critical, asap, very important, very urgent")
          .add("medium", "medium priority, medium-priority, normal priority")
          .add("low", "low priority, low-priority, lowest priority, unimportant")
          .add("low", "not urgent, not important");

  public static final PhraseTable<String> STATUSES =
      new PhraseTable<String>()
          .add("todo", "todo, to do, to-do, open, pending, not started, not done")
          .add("todo", "unfinished, incomplete, outstanding, undone")
          .add("in_progress", "in progress, in-progress, in_progress, doing, started")
          .add("in_progress", "ongoing, under way, underway, wip")
          .add("done", "done, complete, completed, finished, closed, resolved");

  /// Statuses of projects, besides.
  public static final PhraseTable<String> PROJECT_STATUSES =
      new PhraseTable<String>().add("active", "active, open").add("archived", "archived");

  public static final PhraseTable<Boolean> DETERMINERS =
      new PhraseTable<Boolean>()
          .add(false, "a, an, the, my, our, another, new, some, one, this")
          .add(false, "a new, me, us, me a, quick, small, existing, current, also")
          .add(false, "a list of, list of, these, those, that, of, other, following")
          .add(false, "two, three, four, five, six, several, few, a few, these two, these three")
          .add(true, "all, every, each, any, all of, all the, all my, all of my");

  public static final PhraseTable<Boolean> PRONOUNS =
      new PhraseTable<Boolean>()
          .add(true, "it, that one, this one, that task, this task, the task")
          .add(true, "that project, this project, the project, that note, this note")
          .add(true, "the note, that milestone, this milestone, the milestone, that")
          .add(true, "this, the same task, the same project, the new project, them")
          .add(true, "the new task, the new note, the new milestone");

  private Vocabulary() {}
}
