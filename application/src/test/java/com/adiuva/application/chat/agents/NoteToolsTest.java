package com.adiuva.application.chat.agents;

import static com.adiuva.application.chat.agents.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoteToolsTest {
  private static final String LONG = "# Head\n\n" + "😀".repeat(500);

  private final Desk desk =
      Desk.with(
          Map.of(
              "projects", List.of(json("id", "p1", "name", "Apollo")),
              "notes",
                  List.of(
                      json("id", "n1", "title", "Plan", "content", LONG, "project_id", "p1"),
                      json("id", "n2", "title", "Ideas", "content", "Short", "color", "red"))));

  @Test
  void listsShowBeginningsOnly() {
    List<JsonObject> notes = desk.listed("list_notes");

    assertThat(notes.get(0).fields())
        .containsOnlyKeys("id", "title", "project_id", "excerpt", "project_name");
    String excerpt = notes.get(0).text("excerpt").orElseThrow();
    assertThat(excerpt).startsWith("# Head 😀").endsWith("😀…");
    assertThat(excerpt.codePointCount(0, excerpt.length())).isEqualTo(161);
    assertThat(notes.get(1)).isEqualTo(json("id", "n2", "title", "Ideas", "excerpt", "Short"));
    assertThat(desk.ids("list_notes", "project_id", "p1")).isEqualTo("n1");
  }

  @Test
  void oneNoteIsShownWhole() {
    assertThat(desk.one("get_note", "note_id", "n1").text("content")).hasValue(LONG);
    assertThat(desk.refusal("get_note", "note_id", "n9")).contains("list_notes");
  }

  @Test
  void aNewNoteIsWhatWasGiven() {
    Action action = desk.action("create_note", "title", "T", "content", "C", "project_id", "p1");

    assertThat(action.type() + " " + action.table()).isEqualTo("CREATE_RECORD notes");
    assertThat(action.agent()).isEqualTo("note_agent");
    assertThat(action.data())
        .isEqualTo(json("id", "new-1", "title", "T", "content", "C", "project_id", "p1"));
  }

  @Test
  void contentIsReplacedOnlyAfterItWasRead() {
    assertThat(desk.refusal("update_note", "note_id", "n2", "content", "New")).contains("get_note");
    desk.one("get_note", "note_id", "n1");
    assertThat(desk.refusal("update_note", "note_id", "n2", "content", "New")).contains("get_note");
    desk.one("get_note", "note_id", "n2");

    Action action =
        desk.action("update_note", "note_id", "n2", "title", -1, "content", "Short\n\nNew");

    assertThat(action.type() + " " + action.table()).isEqualTo("UPDATE_RECORD notes");
    assertThat(action.data()).isEqualTo(json("id", "n2", "content", "Short\n\nNew"));
    assertThat(desk.one("get_note", "note_id", "n2").text("content")).hasValue("Short\n\nNew");
  }

  @Test
  void aReadInTheSameRoundIsTooLate() {
    desk.runInSameRound("get_note", "note_id", "n2");

    assertThat(desk.runInSameRound("update_note", "note_id", "n2", "content", "New"))
        .isInstanceOf(ToolOutcome.Refused.class);
  }

  @Test
  void aSecondContentOfTheSameRoundIsRefused() {
    desk.one("get_note", "note_id", "n2");
    desk.runInSameRound("update_note", "note_id", "n2", "content", "Short\nbutter");

    assertThat(desk.refusal("update_note", "note_id", "n2", "content", "Short\neggs"))
        .contains("get_note");
    assertThat(desk.one("get_note", "note_id", "n2").text("content")).hasValue("Short\nbutter");
    desk.action("update_note", "note_id", "n2", "content", "Short\nbutter\neggs");
  }

  @Test
  void otherChangesOfOneNoteMayComeInTheSameRound() {
    desk.one("get_note", "note_id", "n1");
    desk.one("get_note", "note_id", "n2");
    desk.runInSameRound("update_note", "note_id", "n2", "content", "New");

    assertThat(desk.runInSameRound("update_note", "note_id", "n2", "title", "T"))
        .isInstanceOf(ToolOutcome.Wanted.class);
    desk.action("update_note", "note_id", "n1", "content", "New");
  }

  @Test
  void anUnknownNoteCannotBeOverwritten() {
    desk.refusal("get_note", "note_id", "n9");

    assertThat(desk.refusal("update_note", "note_id", "n9", "content", "New")).contains("get_note");
  }

  @Test
  void aNoteWhoseContentWasNotSentCannotBeOverwritten() {
    Desk without = Desk.with(Map.of("notes", List.of(json("id", "n3", "title", "Plan"))));
    without.one("get_note", "note_id", "n3");

    assertThat(without.refusal("update_note", "note_id", "n3", "content", "New"))
        .contains("not known here");
  }

  @Test
  void anUnknownNoteDoesNotBecomeKnownByAChange() {
    desk.action("update_note", "note_id", "n9", "title", "T");

    assertThat(desk.ids("list_notes")).isEqualTo("n1 n2");
    desk.refusal("get_note", "note_id", "n9");
    desk.refusal("update_note", "note_id", "n9", "content", "New");
  }

  @Test
  void titleAndProjectNeedNoReading() {
    assertThat(desk.action("update_note", "note_id", "n2", "title", "T", "content", -1).data())
        .isEqualTo(json("id", "n2", "title", "T"));
  }

  @Test
  void aNoteCanBeDeleted() {
    Action action = desk.action("delete_note", "note_id", "n1");

    assertThat(action.type() + " " + action.table()).isEqualTo("DELETE_RECORD notes");
    assertThat(action.data()).isEqualTo(json("id", "n1"));
    assertThat(desk.ids("list_notes")).isEqualTo("n2");
  }
}
