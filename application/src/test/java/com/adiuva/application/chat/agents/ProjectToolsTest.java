package com.adiuva.application.chat.agents;

import static com.adiuva.application.chat.agents.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectToolsTest {
  private final Desk desk =
      Desk.with(
          Map.of(
              "projects",
              List.of(
                  json("id", "p1", "name", "Apollo", "status", "active", "client_id", "c1"),
                  json("id", "p2", "name", "Gemini", "status", "archived", "client_id", "c1"),
                  json("id", "p3", "name", "Mercury"))));

  @Test
  void archivedProjectsAreHiddenUnlessAskedFor() {
    assertThat(desk.ids("list_projects")).isEqualTo("p1 p3");
    assertThat(desk.ids("list_projects", "include_archived", false)).isEqualTo("p1 p3");
    assertThat(desk.ids("list_projects", "include_archived", true)).isEqualTo("p1 p2 p3");
    assertThat(desk.ids("list_projects", "client_id", "c1")).isEqualTo("p1");
    assertThat(desk.ids("list_projects", "client_id", "c1", "include_archived", true))
        .isEqualTo("p1 p2");
    assertThat(desk.ids("list_all_projects")).isEqualTo("p1 p2 p3");
  }

  @Test
  void oneProjectIsShownWhole() {
    assertThat(desk.one("get_project", "project_id", "p2"))
        .isEqualTo(json("id", "p2", "name", "Gemini", "status", "archived", "client_id", "c1"));
    assertThat(desk.refusal("get_project", "project_id", "p9")).contains("list_all_projects");
  }

  @Test
  void aNewProjectIsActive() {
    Action action = desk.action("create_project", "name", "Vega", "client_id", "c2");

    assertThat(action.type() + " " + action.table()).isEqualTo("CREATE_RECORD projects");
    assertThat(action.agent()).isEqualTo("project_agent");
    assertThat(action.data())
        .isEqualTo(json("id", "new-1", "name", "Vega", "client_id", "c2", "status", "active"));
    assertThat(desk.one("get_project", "project_id", "new-1")).isEqualTo(action.data());
  }

  @Test
  void archivingHides() {
    Action action =
        desk.action(
            "update_project",
            "project_id",
            "p1",
            "name",
            -1,
            "client_id",
            -1,
            "status",
            "archived");

    assertThat(action.type() + " " + action.table()).isEqualTo("UPDATE_RECORD projects");
    assertThat(action.data()).isEqualTo(json("id", "p1", "status", "archived"));
    assertThat(desk.ids("list_projects")).isEqualTo("p3");
  }

  @Test
  void aDeletedProjectIsGone() {
    Action action = desk.action("delete_project", "project_id", "p1");

    assertThat(action.type() + " " + action.table()).isEqualTo("DELETE_RECORD projects");
    assertThat(action.data()).isEqualTo(json("id", "p1"));
    assertThat(desk.ids("list_all_projects")).isEqualTo("p2 p3");
    assertThat(desk.refusal("get_project", "project_id", "p1")).isNotBlank();
  }
}
