package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Kind;
import com.adiuva.adapters.llm.conversation.Known;
import com.adiuva.adapters.llm.conversation.Titles;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;

/// Decides what is next for one wish.
public final class WishStep {
  private final Turn turn;
  private final Wish wish;
  private final int number;
  private final Kind kind;
  private final Finder finder;
  private final ProjectFinder.Outcome project;

  /// @param wish has a topic
  /// @param number the wish's place in the message
  public WishStep(Turn turn, Wish wish, int number) {
    this.turn = turn;
    this.wish = wish.topic() == Topic.MILESTONE ? onItsDay(wish) : wish;
    this.number = number;
    this.kind = Kind.of(wish.topic() == null ? Topic.TASK : wish.topic());
    this.finder = new Finder(turn);
    this.project = new ProjectFinder(turn).find(wish.project());
  }

  public Step next() {
    if (kind.topic() == Topic.COMMENT) {
      return new CommentStep(turn, wish, number).next();
    }
    return switch (wish.verb()) {
      case CREATE -> create();
      case LIST -> new ListStep(turn, wish, number, kind, project).next();
      case SHOW -> show();
      case DELETE -> delete();
      case UPDATE, APPEND, COMPLETE, REOPEN, START, ARCHIVE -> update();
      case HELP -> Step.say(Help.about());
      case IMPOSSIBLE -> Step.say(Help.cannot(kind.topic()));
      case UNKNOWN -> Step.say(Wording.notUnderstood(wish.text()));
      case LEFT_OUT -> Step.say(Wording.leftOut(wish.text()));
    };
  }

  /// A task is due by the end of a day, but a milestone is on it.
  private static Wish onItsDay(Wish wish) {
    return wish.due() == null ? wish : wish.withDue(wish.due().orStartOfDay());
  }

  private Step create() {
    String missing = Arguments.missingToCreate(kind, wish, project);
    if (missing != null) {
      return Step.say(missing);
    }
    JsonObject arguments = Arguments.toCreate(kind, wish, project);
    ToolCall call = turn.tools().call(id(kind.createTool()), kind.createTool(), arguments);
    Message.ToolResult result = turn.result(call);
    if (result == null) {
      return new Step.Call(List.of(call));
    }
    if (result.failed()) {
      return Step.say(Wording.refused(result));
    }
    String title = Titles.title(arguments, kind.titleName());
    String id = Turn.object(result.value()).text("id").orElse("");
    String text = Wording.created(kind, call, wish, project);
    return new Step.Say(text, new Known(kind.topic(), id, title));
  }

  private Step delete() {
    String listTool =
        kind.topic() == Topic.PROJECT && turn.tools().has("list_all_projects")
            ? "list_all_projects"
            : kind.listTool();
    return switch (finder.find(wish.target(), kind.topic(), listTool, project.id())) {
      case Finder.Outcome.Instead instead -> instead.step();
      case Finder.Outcome.Found found -> delete(found.record());
    };
  }

  private Step delete(Known record) {
    if (mustWait(record)) {
      return new Step.Wait();
    }
    JsonObject arguments = JsonObject.builder().put(kind.idName(), record.id()).build();
    String done = Wording.deleted(kind, record.title());
    return change(kind.deleteTool(), record, arguments, done);
  }

  private Step update() {
    String impossible = Arguments.impossible(kind, wish);
    if (impossible != null) {
      return Step.say(impossible);
    }
    boolean archivedToo = kind.topic() == Topic.PROJECT && wish.verb() == Verb.REOPEN;
    String listTool =
        archivedToo && turn.tools().has("list_all_projects")
            ? "list_all_projects"
            : kind.listTool();
    String within = kind.topic() == Topic.MILESTONE ? project.id() : null;
    return switch (finder.find(wish.target(), kind.topic(), listTool, within)) {
      case Finder.Outcome.Instead instead -> instead.step();
      case Finder.Outcome.Found found -> update(found.record());
    };
  }

  private Step update(Known record) {
    if (mustWait(record)) {
      return new Step.Wait();
    }
    boolean rewrites = kind.topic() == Topic.NOTE && wish.text() != null;
    String content = turn.written(record);
    if (rewrites && content == null) {
      ToolCall read =
          turn.tools()
              .call(
                  id("get_note"),
                  "get_note",
                  JsonObject.builder().put(kind.idName(), record.id()).build());
      Message.ToolResult result = turn.result(read);
      if (result == null) {
        return new Step.Call(List.of(read), record);
      }
      content = Turn.object(result.value()).text("content").orElse("");
    }
    if (project.id() == null && !project.missing().isEmpty()) {
      return Step.say("Nothing was changed: " + project.missing() + ".");
    }
    JsonObject arguments = Arguments.toUpdate(kind, wish, record, project, content);
    ToolCall fitting = turn.tools().call("", kind.updateTool(), arguments);
    JsonObject sent = fitting.arguments();
    if (sent == null || sent.fields().size() < 2) {
      return Step.say(Wording.nothingToChange(kind, record.title()));
    }
    Step step =
        change(
            kind.updateTool(),
            record,
            arguments,
            Wording.updated(kind, wish, record.title(), sent, project, turn.facts()));
    if (rewrites && step instanceof Step.Say said && said.record() != null) {
      turn.wrote(record, sent.text(kind.textName()).orElse(""));
    }
    return step;
  }

  /// What is written to a note depends on what was written before.
  private boolean mustWait(Known record) {
    return kind.topic() == Topic.NOTE && turn.isBusyWith(record);
  }

  private Step change(String tool, Known record, JsonObject arguments, String done) {
    ToolCall call = turn.tools().call(id(tool), tool, arguments);
    Message.ToolResult result = turn.result(call);
    if (result == null) {
      return new Step.Call(List.of(call), record);
    }
    String title = wish.title() == null ? record.title() : wish.title();
    return result.failed()
        ? Step.say(Wording.refused(result))
        : new Step.Say(done, new Known(record.topic(), record.id(), title));
  }

  private Step show() {
    return switch (finder.find(wish.target(), kind.topic(), kind.listTool(), project.id())) {
      case Finder.Outcome.Instead instead -> instead.step();
      case Finder.Outcome.Found found -> shown(found);
    };
  }

  private Step shown(Finder.Outcome.Found found) {
    JsonObject data = found.data();
    if (kind.topic() == Topic.NOTE) {
      ToolCall read =
          turn.read(
              "get_note", JsonObject.builder().put(kind.idName(), found.record().id()).build());
      Message.ToolResult result = turn.result(read);
      if (result == null) {
        return new Step.Call(List.of(read));
      }
      data = Turn.object(result.value());
    }
    return new Step.Say(Listing.one(kind, data, turn.facts()), found.record());
  }

  private String id(String tool) {
    return "wish-" + number + "-" + tool;
  }
}
