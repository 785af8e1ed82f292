package com.adiuva.application.chat.agents;

import static com.adiuva.domain.chat.model.Parameter.Type.BOOLEAN;
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
import java.util.Optional;

/// Projects, their clients, and whether they are archived.
final class ProjectAgent {
  static final String NAME = "project_agent";

  private static final String ARCHIVED = "archived";
  private static final Parameter PROJECT_ID = required("project_id", STRING, "id of the project");

  private ProjectAgent() {}

  static Agent create() {
    return new Agent(
        NAME,
        "Projects: finds, creates, renames, archives and deletes projects and their clients.",
        Prompts.read(ProjectAgent.class, "project_agent.md"),
        List.of(
            listProjects(),
            new ReadTool(
                Workspace.PROJECTS,
                spec("list_all_projects", "Lists all projects with their ids, archived ones too."),
                (arguments, workspace, context) ->
                    Listing.of(workspace.all(Workspace.PROJECTS).stream())),
            getProject(),
            createProject(),
            updateProject(),
            new DeleteTool(
                NAME,
                Workspace.PROJECTS,
                spec(
                    "delete_project",
                    "Deletes a project for good. Only when the user plainly asks to delete.",
                    PROJECT_ID))));
  }

  private static Tool listProjects() {
    return new ReadTool(
        Workspace.PROJECTS,
        spec(
            "list_projects",
            "Lists projects with their ids; archived ones are left out unless asked for.",
            optional("client_id", STRING, "only projects of this client"),
            optional("include_archived", BOOLEAN, "whether to list archived projects too")),
        (arguments, workspace, context) -> {
          boolean all = Boolean.TRUE.equals(arguments.get("include_archived"));
          return Listing.of(
              workspace.all(Workspace.PROJECTS).stream()
                  .filter(project -> Listing.matches(project, arguments, "client_id"))
                  .filter(project -> all || !isArchived(project)));
        });
  }

  private static Tool getProject() {
    return new ReadTool(
        Workspace.PROJECTS,
        spec("get_project", "Shows one project.", PROJECT_ID),
        (arguments, workspace, context) ->
            Listing.one(
                arguments.text("project_id").flatMap(id -> workspace.find(Workspace.PROJECTS, id)),
                "project",
                "find the right id with list_all_projects"));
  }

  private static Tool createProject() {
    return new CreateTool(
        NAME,
        Workspace.PROJECTS,
        spec(
            "create_project",
            "Creates a project.",
            required("name", STRING, "the project's name"),
            optional("client_id", STRING, "id of the client it is for")),
        JsonObject.builder().put("status", "active").build());
  }

  private static Tool updateProject() {
    return new UpdateTool(
        NAME,
        Workspace.PROJECTS,
        spec(
            "update_project",
            "Renames, archives or reactivates a project, or changes its client. Leave out whatever"
                + " stays as it is (or give -1).",
            PROJECT_ID,
            optional("name", STRING, "the new name"),
            optional("client_id", STRING, "id of the new client"),
            optional("status", STRING, "archived hides it, active brings it back")
                .oneOf("active", ARCHIVED)),
        UpdateTool.NO_GUARD);
  }

  private static boolean isArchived(JsonObject project) {
    return project.text("status").equals(Optional.of(ARCHIVED));
  }

  private static ToolSpec spec(String name, String description, Parameter... parameters) {
    return new ToolSpec(name, description, List.of(parameters));
  }
}
