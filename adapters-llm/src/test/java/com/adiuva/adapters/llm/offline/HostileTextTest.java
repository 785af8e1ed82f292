package com.adiuva.adapters.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.chat.ChatRequest;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Text that nobody means: it must be answered like any other, and in time.
final class HostileTextTest {
  private static final List<String> PIECES =
      List.of(
          "create",
          "a",
          "task",
          "project",
          "note",
          "called",
          "due",
          "tomorrow",
          "and",
          "then",
          "to",
          "it",
          ":",
          ",",
          ".",
          "\"",
          "'",
          "“",
          "”",
          "\n",
          "- ",
          ";",
          "priority",
          "high",
          "delete",
          "list",
          "all",
          "on",
          "Dec",
          "1",
          "at",
          "5pm",
          "in",
          "3",
          "days",
          "the",
          "of",
          "rename",
          "assign",
          "Ann",
          "comment",
          "saying",
          "milestone",
          "with",
          "set",
          "'s",
          "its",
          "mark",
          "as",
          "done",
          "next",
          "Friday",
          "😀",
          "\u202e",
          "\0",
          "99999999999",
          "\\",
          "**",
          "add",
          "append",
          "replace",
          "show",
          "is",
          "due",
          "status",
          "i need to",
          "please",
          "?");

  static Stream<String> repeated() {
    return Stream.of(
        "a ",
        "\"",
        "'a ",
        "“",
        "and ",
        "to ",
        "to to and ",
        "please ",
        "create ",
        "x and ",
        "create a task ",
        "urgent, x ",
        "x urgent, ",
        "due ",
        "on the 1st of ",
        "set its ",
        "saying ",
        "as ",
        "-",
        "!",
        ",",
        "\n- x",
        "note: ",
        "delete \"a\" and ",
        "\\",
        "((((",
        "comment on a: ",
        "rename a to b; ",
        "with high priority x ",
        "assigned to Ann and ",
        "in project ",
        "is due ",
        "this ",
        "every ",
        "**",
        "\u0000",
        "😀",
        "é̀",
        "1 ",
        "2026-01-01 ");
  }

  @ParameterizedTest
  @Timeout(120) // for what would take hours
  @MethodSource("repeated")
  void longRepetitionsTakeAReasonableTime(String piece) {
    for (String start : List.of("create a task ", "move ")) {
      String text = start + piece.repeat(ChatRequest.MAX_MESSAGE_LENGTH / piece.length());
      String message =
          text.substring(
              0,
              text.offsetByCodePoints(0, Math.min(31_000, text.codePointCount(0, text.length()))));
      assertThat(new Desk().ask(message.isBlank() ? "x" + message : message).response())
          .isNotBlank();
    }
  }

  @Test
  void anyMixtureOfWordsIsAnswered() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      String message =
          Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
              .limit(1 + random.nextInt(14))
              .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
      if (!message.isBlank()) {
        try {
          new Desk().ask(message);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed + ", message: " + message, e);
        }
      }
    }
  }
}
