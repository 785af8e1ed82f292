package com.adiuva.application.chat.agents;

import static com.adiuva.application.chat.agents.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineToolsTest {
  private final Desk desk =
      Desk.with(
          Map.of(
              "timelines",
              List.of(
                  json("id", "m1", "project_id", "p1", "title", "Alpha", "date", 1000),
                  json("id", "m2", "project_id", "p2", "title", "Beta", "date", 2000))));

  @Test
  void milestonesAreListedByProject() {
    assertThat(desk.ids("list_timelines", "project_id", "p1")).isEqualTo("m1");
    assertThat(desk.ids("list_timelines", "project_id", "p9")).isEmpty();
  }

  @Test
  void aNewMilestoneHasItsDefaults() {
    Action action =
        desk.action("create_timeline", "project_id", "p1", "title", "Release", "date", 3000);

    assertThat(action.type() + " " + action.table()).isEqualTo("CREATE_RECORD timelines");
    assertThat(action.agent()).isEqualTo("timeline_agent");
    assertThat(action.data())
        .isEqualTo(
            json(
                "id",
                "new-1",
                "project_id",
                "p1",
                "title",
                "Release",
                "date",
                3000,
                "is_ai_suggested",
                0,
                "is_approved",
                1));
    assertThat(desk.ids("list_timelines", "project_id", "p1")).isEqualTo("m1 new-1");
  }

  @Test
  void aMilestoneCanBeMoved() {
    Action action = desk.action("update_timeline", "timeline_id", "m1", "title", -1, "date", 4000);

    assertThat(action.type() + " " + action.table()).isEqualTo("UPDATE_RECORD timelines");
    assertThat(action.data()).isEqualTo(json("id", "m1", "date", 4000));
    assertThat(desk.refusal("update_timeline", "timeline_id", "m1", "date", -1))
        .contains("nothing");
    assertThat(desk.refusal("update_timeline", "timeline_id", "m1", "date", -2)).contains("date");
  }

  @Test
  void aMilestoneCanBeDeleted() {
    Action action = desk.action("delete_timeline", "timeline_id", "m1");

    assertThat(action.type() + " " + action.table()).isEqualTo("DELETE_RECORD timelines");
    assertThat(action.data()).isEqualTo(json("id", "m1"));
  }

  @Test
  void theOlderParameterNameIsUnderstood() {
    assertThat(desk.action("delete_timeline", "checkpoint_id", "m1").data())
        .isEqualTo(json("id", "m1"));
    assertThat(
            desk.action("update_timeline", "checkpoint_id", "m9", "timeline_id", "m2", "date", 1)
                .data())
        .isEqualTo(json("id", "m2", "date", 1));
  }
}
