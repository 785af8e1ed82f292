package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Kind;
import com.adiuva.adapters.llm.conversation.Known;
import com.adiuva.adapters.llm.conversation.Titles;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;

/// Decides what is next for a wish about the comments on a task.
final class CommentStep {
  private final Turn turn;
  private final Wish wish;
  private final int number;

  public CommentStep(Turn turn, Wish wish, int number) {
    this.turn = turn;
    this.wish = wish;
    this.number = number;
  }

  public Step next() {
    Kind task = Kind.of(Topic.TASK);
    return switch (new Finder(turn).find(wish.target(), Topic.TASK, task.listTool(), null)) {
      case Finder.Outcome.Instead instead -> instead.step();
      case Finder.Outcome.Found found -> on(found.record());
    };
  }

  private Step on(Known task) {
    return switch (wish.verb()) {
      case CREATE -> add(task);
      case LIST, SHOW -> list(task);
      case DELETE -> delete(task);
      default -> Step.say(Help.cannot(Topic.COMMENT));
    };
  }

  private Step add(Known task) {
    String words = wish.text();
    if (words == null || words.isBlank()) {
      return Step.say("What shall the comment on the task " + Titles.bold(task.title()) + " say?");
    }
    JsonObject arguments =
        JsonObject.builder()
            .put("task_id", task.id())
            .put("author", turn.facts().author())
            .put("content", words)
            .build();
    return change(
        "add_task_comment",
        arguments,
        task,
        "Added the comment “"
            + Titles.shortened(words)
            + "” to the task "
            + Titles.bold(task.title())
            + ".");
  }

  private Step list(Known task) {
    ToolCall call = turn.read("list_task_comments", onTask(task));
    Message.ToolResult result = turn.result(call);
    return result == null
        ? new Step.Call(List.of(call))
        : new Step.Say(Listing.comments(task.title(), Turn.records(result)), task);
  }

  private Step delete(Known task) {
    ToolCall call = turn.read("list_task_comments", onTask(task));
    Message.ToolResult result = turn.result(call);
    if (result == null) {
      return new Step.Call(List.of(call));
    }
    List<JsonObject> comments = Turn.records(result);
    String words = wish.text();
    List<JsonObject> meant = words == null ? comments : Titles.matching(comments, "content", words);
    if (meant.size() != 1) {
      return new Step.Say(
          "Which comment do you mean? " + Listing.comments(task.title(), comments), task);
    }
    String id = meant.get(0).text("id").orElse("");
    return change(
        "delete_task_comment",
        JsonObject.builder().put("comment_id", id).build(),
        task,
        "Deleted that comment on the task " + Titles.bold(task.title()) + ".");
  }

  private Step change(String tool, JsonObject arguments, Known task, String done) {
    ToolCall call = turn.tools().call("wish-" + number + "-" + tool, tool, arguments);
    Message.ToolResult result = turn.result(call);
    if (result == null) {
      return new Step.Call(List.of(call));
    }
    return result.failed() ? Step.say(Wording.refused(result)) : new Step.Say(done, task);
  }

  private static JsonObject onTask(Known task) {
    return JsonObject.builder().put("task_id", task.id()).build();
  }
}
