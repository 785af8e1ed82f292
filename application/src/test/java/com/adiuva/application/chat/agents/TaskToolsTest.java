package com.adiuva.application.chat.agents;

import static com.adiuva.application.chat.agents.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.shared.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskToolsTest {
  private final Desk desk =
      Desk.with(
          Map.of(
              "projects", List.of(json("id", "p1", "name", "Apollo")),
              "tasks",
                  List.of(
                      json(
                          "id",
                          "t1",
                          "title",
                          "Write tests",
                          "status",
                          "todo",
                          "priority",
                          "low",
                          "project_id",
                          "p1",
                          "due_date",
                          300,
                          "created_at",
                          1),
                      json(
                          "id",
                          "t2",
                          "title",
                          "ship it",
                          "status",
                          "done",
                          "priority",
                          "high",
                          "description",
                          "Before the TESTS run",
                          "due_date",
                          100.0,
                          "created_at",
                          3),
                      json(
                          "id",
                          "t3",
                          "title",
                          "Archive",
                          "status",
                          "todo",
                          "project_id",
                          "p9",
                          "created_at",
                          2),
                      json("title", "without an id")),
              "task_comments",
                  List.of(
                      json("id", "c1", "task_id", "t1", "author", "Ann", "content", "Soon"),
                      json("id", "c2", "task_id", "t2", "author", "Bob", "content", "Shipped"))));

  @Test
  void createFillsInTheDefaults() {
    Action action = desk.action("create_task", "title", "Ship v1");

    assertThat(action.type()).isEqualTo(Action.Type.CREATE_RECORD);
    assertThat(action.table()).isEqualTo("tasks");
    assertThat(action.agent()).isEqualTo("task_agent");
    assertThat(action.data())
        .isEqualTo(
            json(
                "id",
                "new-1",
                "title",
                "Ship v1",
                "status",
                "todo",
                "priority",
                "medium",
                "is_ai_suggested",
                0,
                "is_approved",
                1));
  }

  @Test
  void createTakesEverything() {
    JsonObject all =
        json(
            "title",
            "Ship v1",
            "description",
            "All of it",
            "status",
            "in_progress",
            "priority",
            "high",
            "assignees",
            "[\"Ann\",\"Bob\"]",
            "due_date",
            1795215600000L,
            "project_id",
            "p1",
            "is_ai_suggested",
            1,
            "is_approved",
            1);
    Object[] arguments =
        all.fields().entrySet().stream()
            .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
            .toArray();

    JsonObject data = desk.action("create_task", arguments).data();

    assertThat(data.fields()).containsAllEntriesOf(all.fields()).hasSize(10);
  }

  @Test
  void whatTheModelProposesWaitsForApproval() {
    JsonObject data = desk.action("create_task", "title", "Idea", "is_ai_suggested", 1).data();

    assertThat(data.get("is_approved")).isEqualTo(0L);
  }

  @Test
  void emptyAndUnchangedOptionalsAreAbsent() {
    JsonObject data =
        desk.action(
                "create_task",
                "title",
                "A",
                "description",
                "",
                "project_id",
                null,
                "due_date",
                -1,
                "status",
                "")
            .data();

    assertThat(data.fields())
        .containsOnlyKeys("id", "title", "status", "priority", "is_ai_suggested", "is_approved");
    assertThat(data.get("status")).isEqualTo("todo");
  }

  @Test
  void updateCarriesTheIdAndOnlyWhatChanges() {
    Action action =
        desk.action(
            "update_task",
            "task_id",
            "t1",
            "title",
            -1,
            "description",
            -1,
            "status",
            "done",
            "priority",
            -1,
            "assignees",
            -1,
            "due_date",
            -1,
            "project_id",
            -1,
            "is_ai_suggested",
            -1,
            "is_approved",
            -1);

    assertThat(action.type()).isEqualTo(Action.Type.UPDATE_RECORD);
    assertThat(action.data()).isEqualTo(json("id", "t1", "status", "done"));
  }

  @Test
  void anUpdateThatChangesNothingIsRefused() {
    assertThat(desk.refusal("update_task", "task_id", "t1", "title", -1)).contains("nothing");
    assertThat(desk.refusal("update_task", "task_id", "t1")).contains("nothing");
    assertThat(desk.refusal("update_task", "task_id", "t1", "title", "")).contains("title");
  }

  @Test
  void recordsThatWereNotSentCanBeChangedToo() {
    assertThat(desk.action("update_task", "task_id", "t99", "title", "B").data())
        .isEqualTo(json("id", "t99", "title", "B"));
    assertThat(desk.action("delete_task", "task_id", "t98").data()).isEqualTo(json("id", "t98"));
  }

  @Test
  void deleteCarriesTheId() {
    Action action = desk.action("delete_task", "task_id", "t1");

    assertThat(action.type()).isEqualTo(Action.Type.DELETE_RECORD);
    assertThat(action.table()).isEqualTo("tasks");
    assertThat(action.data()).isEqualTo(json("id", "t1"));
  }

  @Test
  void commentsAreRecordsOfTheirOwn() {
    Action added =
        desk.action("add_task_comment", "task_id", "t1", "author", "Ann", "content", "Yes");
    assertThat(desk.ids("list_task_comments", "task_id", "t1")).isEqualTo("c1 new-1");
    Action deleted = desk.action("delete_task_comment", "comment_id", "c1");

    assertThat(added.type() + " " + added.table()).isEqualTo("CREATE_RECORD task_comments");
    assertThat(added.data())
        .isEqualTo(json("id", "new-1", "task_id", "t1", "author", "Ann", "content", "Yes"));
    assertThat(deleted.type() + " " + deleted.table()).isEqualTo("DELETE_RECORD task_comments");
    assertThat(deleted.data()).isEqualTo(json("id", "c1"));
    assertThat(desk.ids("list_task_comments", "task_id", "t1")).isEqualTo("new-1");
  }

  @Test
  void listsCanBeNarrowed() {
    assertThat(desk.ids("list_tasks")).isEqualTo("t1 t2 t3");
    assertThat(desk.ids("list_tasks", "project_id", "p1")).isEqualTo("t1");
    assertThat(desk.ids("list_tasks", "status", "todo")).isEqualTo("t1 t3");
    assertThat(desk.ids("list_tasks", "search", " TESTS ")).isEqualTo("t1 t2");
    assertThat(desk.ids("list_tasks", "search", "tests", "status", "done")).isEqualTo("t2");
    assertThat(desk.ids("list_tasks", "search", "nothing like it")).isEmpty();
    assertThat(desk.ids("list_tasks", "search", "", "project_id", "")).isEqualTo("t1 t2 t3");
  }

  @Test
  void listsCanBeOrdered() {
    assertThat(desk.ids("list_tasks", "order_by", "due_date")).isEqualTo("t2 t1 t3");
    assertThat(desk.ids("list_tasks", "order_by", "priority")).isEqualTo("t2 t1 t3");
    assertThat(desk.ids("list_tasks", "order_by", "created_at")).isEqualTo("t2 t3 t1");
    assertThat(desk.ids("list_tasks", "order_by", "title")).isEqualTo("t3 t2 t1");
  }

  @Test
  void aTaskShowsTheNameOfItsProject() {
    List<JsonObject> tasks = desk.listed("list_tasks");

    assertThat(tasks.get(0).text("project_name")).hasValue("Apollo");
    assertThat(tasks.get(2).has("project_name")).isFalse();
  }

  @Test
  void listsShowWhatThisRequestHasDone() {
    desk.action("create_task", "title", "New");
    desk.action("update_task", "task_id", "t3", "title", "Renamed", "project_id", "p1");
    desk.action("delete_task", "task_id", "t2");

    assertThat(desk.ids("list_tasks")).isEqualTo("t1 t3 new-1");
    JsonObject changed = desk.listed("list_tasks").get(1);
    assertThat(changed.text("title")).hasValue("Renamed");
    assertThat(changed.text("status")).hasValue("todo");
    assertThat(changed.text("project_name")).hasValue("Apollo");
  }

  @Test
  void listsAreBounded() {
    List<JsonObject> many =
        IntStream.range(0, 250).mapToObj(i -> json("id", "t" + i, "title", "T")).toList();

    assertThat(Desk.with(Map.of("tasks", many)).listed("list_tasks")).hasSize(200);
  }

  @Test
  void todayIsTheUsersToday() {
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    List<JsonObject> tasks =
        List.of(
            due("before", "2026-11-21T14:59:59.999Z"),
            due("first", "2026-11-21T15:00:00Z"),
            due("last", "2026-11-22T14:59:59.999Z"),
            due("after", "2026-11-22T15:00:00Z"),
            json("id", "none", "title", "T"),
            json("id", "text", "title", "T", "due_date", "2026-11-22"));

    Desk there = Desk.with(Map.of("tasks", tasks), tokyo, Instant.parse("2026-11-21T20:00:00Z"));

    assertThat(there.ids("list_tasks_due_today")).isEqualTo("first last");
  }

  private static JsonObject due(String id, String when) {
    return json("id", id, "title", "T", "due_date", Instant.parse(when).toEpochMilli());
  }
}
