package com.adiuva.adapters.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// More than one message: questions back, and `it`.
final class ConversationTest {
  private final Desk desk = new Desk();

  @ParameterizedTest
  @ValueSource(strings = {"Call Bob", "bob", "the second one", "2", "second", "The second."})
  void asksWhichOneAndUnderstandsTheAnswer(String answer) {
    assertThat(desk.ask("complete call").response())
        .startsWith("Several tasks match **call**. Which one do you mean?")
        .contains("- **Call Ann**", "- **Call Bob**");
    assertThat(desk.actions(desk.ask(answer))).isEqualTo("update tasks id=t6, status=done");
  }

  @Test
  void anotherCommandIsNoAnswerToAQuestion() {
    desk.ask("delete Call");
    assertThat(desk.actions(desk.ask("create a task Foo"))).isEqualTo("create tasks title=Foo");
  }

  @Test
  void asksForATitleAndTakesTheNextMessageForIt() {
    assertThat(desk.ask("create a high priority task due tomorrow").response())
        .isEqualTo("What shall the task be called?");
    assertThat(desk.actions(desk.ask("Water the plants")))
        .isEqualTo("create tasks title=Water the plants, priority=high, due_date=2026-03-27T17:00");
  }

  @Test
  void itIsWhatTheLastAnswerWasAbout() {
    desk.ask("mark Call Ann as done");
    assertThat(desk.actions(desk.ask("set its priority to low")))
        .isEqualTo("update tasks id=t5, priority=low");
    assertThat(desk.actions(desk.ask("and delete it"))).isEqualTo("delete tasks id=t5");
  }

  @Test
  void itCanBeANote() {
    desk.ask("show the note Ideas");
    assertThat(desk.actions(desk.ask("delete it"))).isEqualTo("delete notes id=n2");
  }

  @Test
  void thatProjectIsTheOneSpokenOfBefore() {
    desk.ask("rename the project Zeus to Zeus");
    assertThat(desk.actions(desk.ask("add a task Foo to that project")))
        .isEqualTo("create tasks title=Foo, project_id=p2");
  }

  @Test
  void saysWhatItDidNotUnderstandBesideWhatItDid() {
    assertThat(desk.ask("Create a task Foo. Sing me a song. Thank you!").response())
        .isEqualTo("Created the task **Foo**. I did not understand “Sing me a song”.");
  }

  @Test
  void saysWhereItStoppedReading() {
    String answer = desk.ask("create a task A; ".repeat(20) + "create a note B").response();
    assertThat(answer)
        .endsWith(
            "I read one message for at most 20 wishes; from “create a note B” on nothing was"
                + " done.");
  }

  @Test
  void withoutAnythingBeforeItAsks() {
    assertThat(desk.ask("delete it").response()).startsWith("Which task do you mean?");
  }

  @Test
  void tomorrowIsTomorrowWhereTheUserIs() {
    Desk auckland = new Desk(ZoneId.of("Pacific/Auckland"), Instant.parse("2026-11-21T21:00:00Z"));
    assertThat(
            auckland.actions(
                auckland.ask("Create a high priority task called Ship v1 due tomorrow")))
        .isEqualTo("create tasks title=Ship v1, priority=high, due_date=2026-11-23T17:00");
  }
}
