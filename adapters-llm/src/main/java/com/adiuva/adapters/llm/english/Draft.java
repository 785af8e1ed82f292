package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.text.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wish while its sentence is being read.
final class Draft {
  Verb verb = Verb.UNKNOWN;
  @Nullable Topic topic;
  boolean plural;
  @Nullable Reference target;
  @Nullable String title;
  @Nullable String status;
  @Nullable String priority;
  @Nullable When due;
  List<String> assignees = List.of();
  @Nullable String text;
  @Nullable Reference project;
  @Nullable String search;
  @Nullable DueFilter dueFilter;
  boolean every;

  Draft copy() {
    Draft copy = new Draft();
    copy.verb = verb;
    copy.topic = topic;
    copy.plural = plural;
    copy.target = target;
    copy.title = title;
    copy.status = status;
    copy.priority = priority;
    copy.due = due;
    copy.assignees = assignees;
    copy.text = text;
    copy.project = project;
    copy.search = search;
    copy.dueFilter = dueFilter;
    copy.every = every;
    return copy;
  }

  Wish wish() {
    return new Wish(
        verb, topic, target, title, status, priority, due, assignees, text, project, search,
        dueFilter);
  }
}
