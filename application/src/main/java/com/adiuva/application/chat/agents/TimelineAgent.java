package com.adiuva.application.chat.agents;

import static com.adiuva.domain.chat.model.Parameter.Type.INTEGER;
import static com.adiuva.domain.chat.model.Parameter.Type.STRING;
import static com.adiuva.domain.chat.model.Parameter.optional;
import static com.adiuva.domain.chat.model.Parameter.required;

import com.adiuva.application.shared.Prompts;
import com.adiuva.domain.chat.agents.Agent;
import com.adiuva.domain.chat.agents.Tool;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;

/// Milestones on a project's timeline, once called checkpoints.
final class TimelineAgent {
  static final String NAME = "timeline_agent";

  private static final Parameter TIMELINE_ID =
      required("timeline_id", STRING, "id of the milestone");
  private static final Parameter PROJECT_ID = required("project_id", STRING, "id of the project");

  private TimelineAgent() {}

  static Agent create() {
    return new Agent(
        NAME,
        "Timelines: lists, creates, moves and deletes milestones (checkpoints) of a project.",
        Prompts.read(TimelineAgent.class, "timeline_agent.md"),
        List.of(
            listTimelines(),
            createTimeline(),
            updateTimeline(),
            new DeleteTool(
                NAME,
                Workspace.TIMELINES,
                spec("delete_timeline", "Deletes a milestone for good.", TIMELINE_ID))));
  }

  private static Tool listTimelines() {
    return new ReadTool(
        Workspace.TIMELINES,
        spec("list_timelines", "Lists the milestones of a project with their ids.", PROJECT_ID),
        (arguments, workspace, context) ->
            Listing.of(
                workspace.all(Workspace.TIMELINES).stream()
                    .filter(milestone -> Listing.matches(milestone, arguments, "project_id"))));
  }

  private static Tool createTimeline() {
    return new CreateTool(
        NAME,
        Workspace.TIMELINES,
        spec(
            "create_timeline",
            "Creates a milestone in a project.",
            PROJECT_ID,
            required("title", STRING, "a short title"),
            required("date", INTEGER, "when it is, in epoch milliseconds"),
            Arguments.AI_SUGGESTED,
            Arguments.APPROVED),
        JsonObject.builder().put("is_ai_suggested", 0).put("is_approved", 1).build());
  }

  private static Tool updateTimeline() {
    return new UpdateTool(
        NAME,
        Workspace.TIMELINES,
        spec(
            "update_timeline",
            "Changes a milestone. Leave out whatever stays as it is (or give -1).",
            TIMELINE_ID,
            optional("title", STRING, "the new title"),
            optional("date", INTEGER, "the new date, in epoch milliseconds"),
            Arguments.AI_SUGGESTED,
            Arguments.APPROVED),
        UpdateTool.NO_GUARD);
  }

  private static ToolSpec spec(String name, String description, Parameter... parameters) {
    return new ToolSpec(name, description, List.of(parameters));
  }
}
