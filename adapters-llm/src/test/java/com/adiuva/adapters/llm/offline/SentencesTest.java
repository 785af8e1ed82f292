package com.adiuva.adapters.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.ChatAnswer;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole way of a sentence: router, agents, tools, answer.
final class SentencesTest {

  static Stream<String> sentences() {
    return Resources.lines("sentences.txt");
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void doesWhatTheSentenceSays(String line) {
    List<String> parts = List.of(line.split(" => ", 2));
    String message = parts.get(0).replace("\\n", "\n");
    Desk desk = new Desk();
    ChatAnswer answer = desk.ask(message);
    String expected = parts.get(1);
    if (expected.startsWith("~ ")) {
      assertThat(desk.actions(answer)).isEmpty();
      assertThat(answer.response()).contains(expected.substring(2));
    } else {
      assertThat(desk.actions(answer)).isEqualTo(expected);
    }
  }

  @Test
  void corpusIsLargeEnoughToMeanSomething() {
    assertThat(sentences().count()).isGreaterThan(250);
  }

  @Test
  void listsNameWhatMattersAndWhen() {
    String answer = new Desk().ask("list my open tasks due this week").response();
    assertThat(answer)
        .contains("- **Buy milk** (low priority, todo, due Thu, 26 Mar 2026, 18:00)")
        .contains("- **Ship v1** (high priority, todo, due Fri, 27 Mar 2026, 17:00, in Apollo)")
        .doesNotContain("Call Bob");
  }

  @Test
  void aMilestonesDayBeginsAfterMidnightWhereTheClocksSkipThat() {
    Desk cairo = new Desk(ZoneId.of("Africa/Cairo"), Desk.NOW);
    ChatAnswer answer = cairo.ask("add a milestone Beta on April 24 to project Apollo");
    assertThat(cairo.actions(answer)).contains("date=2026-04-24T01:00");
  }

  @Test
  void saysWhatItIs() {
    assertThat(new Desk().ask("are you an AI?").response())
        .contains("offline assistant")
        .contains("not a language model")
        .contains("milestone")
        .contains("note");
  }

  @Test
  void aProjectThatIsNotThereIsSaid() {
    assertThat(new Desk().ask("create a task Foo in project Nowhere").response())
        .isEqualTo(
            "Created the task **Foo**. I found no project called **Nowhere**, so it is in no"
                + " project.");
  }
}
