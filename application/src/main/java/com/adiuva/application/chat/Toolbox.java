package com.adiuva.application.chat;

import com.adiuva.application.chat.agents.Workspace;
import com.adiuva.application.chat.waiting.LiveClient;
import com.adiuva.application.limits.ResultRoom;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ClientAnswer;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.chat.model.Message.ToolResult;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An agent's tools at work. Whatever a model gets wrong goes back to it as a failed result.
final class Toolbox {
  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final AgentContext context;
  private final @Nullable LiveClient client;
  private final Consumer<Action> onAction;
  private final ResultRoom room = new ResultRoom();

  /// @param client where it can be asked
  /// @param onAction hears of each action that a tool wants
  Toolbox(
      Agent agent, AgentContext context, @Nullable LiveClient client, Consumer<Action> onAction) {
    agent.tools().forEach(tool -> tools.put(tool.spec().name(), tool));
    this.context = context;
    this.client = client;
    this.onAction = onAction;
  }

  List<ToolSpec> specs() {
    return tools.values().stream().map(Tool::spec).toList();
  }

  /// The result, as far as there is room for it.
  ToolResult fitting(ToolCall call) {
    ToolResult whole = run(call);
    ToolResult fitting = room.fitted(whole);
    Workspace.of(context).resultGiven(fitting.equals(whole));
    return fitting;
  }

  private ToolResult run(ToolCall call) {
    Tool tool = find(call.name());
    if (tool == null) {
      return refused(
          call, "there is no such tool; the tools are " + String.join(", ", tools.keySet()));
    }
    JsonObject given = call.arguments();
    if (given == null) {
      return refused(call, "the arguments are not a JSON object; send them again");
    }
    return switch (outcome(tool, given)) {
      case ToolOutcome.Found found -> new ToolResult(call.id(), call.name(), found.value(), false);
      case ToolOutcome.Refused refused -> refused(call, refused.reason());
      case ToolOutcome.Wanted wanted -> wanted(call, wanted.action());
    };
  }

  private ToolOutcome outcome(Tool tool, JsonObject given) {
    JsonObject arguments;
    List<String> violations;
    try {
      arguments = tool.normalised(given);
      violations = tool.spec().violations(arguments);
    } catch (RuntimeException e) {
      return failedInside(e);
    }
    if (!violations.isEmpty()) {
      return new ToolOutcome.Refused(String.join("; ", violations));
    }
    ClientAnswer asked =
        client != null && tool.asksClient()
            ? client.read(tool.spec().name(), arguments)
            : new ClientAnswer.Silent();
    try {
      return switch (asked) {
        case ClientAnswer.Told told -> tool.answered(told.value(), arguments, context);
        case ClientAnswer.Failed failed ->
            new ToolOutcome.Refused("the client could not answer; it says: " + failed.reason());
        case ClientAnswer.Silent silent -> tool.run(arguments, context);
      };
    } catch (RuntimeException e) {
      return failedInside(e);
    }
  }

  /// A model's call must not be able to fail the request, whatever a tool makes of it; nor may the
  /// exception be shown or logged, as it may carry content.
  private static ToolOutcome failedInside(RuntimeException thrown) {
    if (thrown instanceof CancellationException || thrown instanceof ProblemException) {
      throw thrown;
    }
    return new ToolOutcome.Refused("the tool failed inside; do not call it like this again");
  }

  static ToolResult refused(ToolCall call, String reason) {
    return new ToolResult(
        call.id(),
        call.name(),
        JsonObject.builder().put("ok", false).put("error", reason).build().fields(),
        true);
  }

  private ToolResult wanted(ToolCall call, Action action) {
    if (client != null && !client.approves(action)) {
      return refused(call, "the user did not approve it, so nothing was deleted");
    }
    Workspace.of(context).apply(action);
    onAction.accept(action);
    JsonObject value =
        JsonObject.builder()
            .put("ok", true)
            .putIfPresent("id", action.data().get("id"))
            .put("action", action.type().wireName())
            .put("table", action.table())
            .build();
    return new ToolResult(call.id(), call.name(), value.fields(), false);
  }

  /// Milestones were once called checkpoints, and models have read about that.
  private @Nullable Tool find(String name) {
    Tool tool = tools.get(name);
    return tool == null ? tools.get(name.replace("checkpoint", "timeline")) : tool;
  }
}
