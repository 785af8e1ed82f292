package com.adiuva.adapters.llm.wishes;

import com.adiuva.adapters.llm.text.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing somebody wants. What was not said is null or empty.
///
/// @param topic null when the sentence does not name the kind of record
/// @param target the record meant, or for a comment the task it hangs on
/// @param title the title to give
/// @param status the word of the wire: `todo`, `in_progress`, `done`, `active`, `archived`; when
///   listing also `open` for whatever is not done
/// @param priority likewise: `high`, `medium`, `low`
/// @param text the content of a note, the description of a task, the words of a comment
/// @param project the project to put it in, or to list from
/// @param search words that a listed record has
/// @param dueFilter how a listing is narrowed by date
public record Wish(
    Verb verb,
    @Nullable Topic topic,
    @Nullable Reference target,
    @Nullable String title,
    @Nullable String status,
    @Nullable String priority,
    @Nullable When due,
    List<String> assignees,
    @Nullable String text,
    @Nullable Reference project,
    @Nullable String search,
    @Nullable DueFilter dueFilter) {
  public Wish {
    assignees = List.copyOf(assignees);
  }

  /// Whether anything is said that could be set.
  public boolean changesSomething() {
    return title != null
        || status != null
        || priority != null
        || due != null
        || !assignees.isEmpty()
        || text != null
        || project != null;
  }

  public Wish withTopic(Topic other) {
    return with(other, target, title);
  }

  public Wish withTarget(Reference other) {
    return with(topic, other, title);
  }

  public Wish withTitle(String other) {
    return with(topic, target, other);
  }

  public Wish withText(String other) {
    return new Wish(
        verb, topic, target, title, status, priority, due, assignees, other, project, search,
        dueFilter);
  }

  public Wish withDue(@Nullable When other) {
    return new Wish(
        verb, topic, target, title, status, priority, other, assignees, text, project, search,
        dueFilter);
  }

  private Wish with(
      @Nullable Topic newTopic, @Nullable Reference newTarget, @Nullable String newTitle) {
    return new Wish(
        verb, newTopic, newTarget, newTitle, status, priority, due, assignees, text, project,
        search, dueFilter);
  }

  /// Without what the user wrote.
  @Override
  public String toString() {
    return "Wish[" + verb + " " + topic + "]";
  }
}
