package com.adiuva.adapters.llm.wishes;

import com.adiuva.adapters.llm.text.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wish while its sentence is being read.
public final class Draft {
  public Verb verb = Verb.UNKNOWN;
  public @Nullable Topic topic;
  public boolean plural;
  public @Nullable Reference target;
  public @Nullable String title;
  public @Nullable String status;
  public @Nullable String priority;
  public @Nullable When due;
  public List<String> assignees = List.of();
  public @Nullable String text;
  public @Nullable Reference project;
  public @Nullable String search;
  public @Nullable DueFilter dueFilter;
  public boolean every;

  public Draft copy() {
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

  public Wish wish() {
    return new Wish(
        verb, topic, target, title, status, priority, due, assignees, text, project, search,
        dueFilter);
  }
}
