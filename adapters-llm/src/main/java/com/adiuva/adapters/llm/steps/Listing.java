package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Facts;
import com.adiuva.adapters.llm.conversation.Kind;
import com.adiuva.adapters.llm.conversation.Titles;
import com.adiuva.adapters.llm.wishes.DueFilter;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Shows records as Markdown.
final class Listing {
  private static final int MOST = 50;

  private Listing() {}

  public static String all(
      Kind kind, Wish wish, String project, List<JsonObject> records, Facts facts) {
    String what = described(kind, wish, project);
    if (records.isEmpty()) {
      return "You have no " + what + ".";
    }
    String count = records.size() == 1 ? "1 " + singular(kind, what) : records.size() + " " + what;
    String lines =
        records.stream()
            .limit(MOST)
            .map(item -> line(kind, item, facts))
            .collect(Collectors.joining("\n"));
    String more = records.size() > MOST ? "\n\nand " + (records.size() - MOST) + " more." : "";
    return "You have " + count + ":\n\n" + lines + more;
  }

  /// One record as a list item.
  public static String line(Kind kind, JsonObject item, Facts facts) {
    List<String> details = new ArrayList<>();
    item.text("priority").ifPresent(word -> details.add(word + " priority"));
    item.text("status").ifPresent(word -> details.add(word.replace('_', ' ')));
    if (!kind.dateName().isEmpty() && item.get(kind.dateName()) instanceof Number millis) {
      String verb = kind.topic() == Topic.MILESTONE ? "" : "due ";
      details.add(verb + Wording.date(millis.longValue(), facts.now().getZone()));
    }
    item.text("project_name").ifPresent(name -> details.add("in " + Titles.shortened(name)));
    String title = Titles.bold(Titles.title(item, kind.titleName()));
    return "- " + title + (details.isEmpty() ? "" : " (" + String.join(", ", details) + ")");
  }

  /// One record, whole.
  public static String one(Kind kind, JsonObject item, Facts facts) {
    String head = "The " + kind.noun() + " " + line(kind, item, facts).substring(2);
    String text = kind.textName().isEmpty() ? "" : item.text(kind.textName()).orElse("").strip();
    return text.isEmpty() ? head + "." : head + ":\n\n" + text;
  }

  public static String comments(String task, List<JsonObject> comments) {
    if (comments.isEmpty()) {
      return "The task " + Titles.bold(task) + " has no comments.";
    }
    return "Comments on the task "
        + Titles.bold(task)
        + ":\n\n"
        + comments.stream()
            .limit(MOST)
            .map(item ->
                "- "
                    + item.text("author").map(author -> Titles.shortened(author) + ": ").orElse("")
                    + Titles.shortened(item.text("content").orElse("")))
            .collect(Collectors.joining("\n"));
  }

  private static String described(Kind kind, Wish wish, String project) {
    List<String> words = new ArrayList<>();
    if (wish.dueFilter() == DueFilter.OVERDUE) {
      words.add("overdue");
    }
    if (wish.status() != null) {
      words.add(wish.status().equals("todo") ? "open" : wish.status().replace('_', ' '));
    }
    if (wish.priority() != null) {
      words.add(wish.priority() + " priority");
    }
    words.add(kind.noun() + "s");
    if (wish.due() != null && wish.dueFilter() != null) {
      String day =
          java.time.format.DateTimeFormatter.ofPattern("EEE, d MMM uuuu", java.util.Locale.ENGLISH)
              .format(wish.due().at());
      words.add((wish.dueFilter() == DueFilter.UNTIL ? "due by " : "due on ") + day);
    }
    if (!project.isEmpty()) {
      words.add("in the project " + Titles.bold(project));
    }
    if (wish.search() != null) {
      words.add("matching “" + Titles.shortened(wish.search()) + "”");
    }
    return String.join(" ", words);
  }

  private static String singular(Kind kind, String what) {
    return what.replaceFirst(kind.noun() + "s", kind.noun());
  }
}
