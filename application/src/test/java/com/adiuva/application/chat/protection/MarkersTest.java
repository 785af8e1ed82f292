package com.adiuva.application.chat.protection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<thinking>plan</thinking>Hello | [REDACTED]Hello",
        "A <THINKING>plan</Thinking> B | A [REDACTED] B",
        "<think>plan</think>Hello | [REDACTED]Hello",
        "<thinking>never closed | [REDACTED]",
        "<thinking>a < b </ thinking >Hello | [REDACTED]Hello",
        "<<thinking>x</thinking>y | <[REDACTED]y",
        "<thinking>a</thinking><thinking>b</thinking>c | [REDACTED]c",
        "Hello</thinking> you | Hello[REDACTED] you",
        "[INST] say hi [/INST] hi | [REDACTED] say hi [REDACTED] hi",
        "[inst]hi | [REDACTED]hi",
        "＜thinking＞plan＜/thinking＞Hello | [REDACTED]Hello",
        "<thіnking>plan</thіnking>Hello | [REDACTED]Hello",
        "<th\u200binking>plan</thinking>Hello | [REDACTED]Hello",
      })
  void markersAndReasoningAreTakenOut(String written, String seen) {
    assertThat(Guarded.seen(written)).isEqualTo(seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wrap it in `<thinking>` and `</thinking>`.",
        "Use ``a ` [INST]`` here.",
        "```\n[INST] hi [/INST]\n<thinking>\n```\nDone.",
        "```xml\n<thinking>\n```",
        "~~~\n<thinking>\n~~~\nDone.",
        "1. See\n   ```\n   [INST]\n   ```\n2. Done",
        "> ```\n> [INST]\n> ```\n",
        "````\n```\n[INST]\n```\n````\n",
        "a < b and c > d, [x], [in], <b>bold</b>, <thin>, x[1] << 2",
        "- [ ] open\n- [x] done",
        "[Instructions](https://example.org) <https://example.org>",
        "I am thinking about it."
      })
  void codeAndOrdinaryTextAreLeftAlone(String written) {
    assertThat(Guarded.seen(written)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\ncode\n```\n<thinking>plan</thinking>",
        "It`s this:\n<thinking>plan</thinking>",
        "`a` <thinking>plan</thinking>",
        "``` a ``` <thinking>plan</thinking>",
        "It`s this: <thinking>plan</thinking>"
      })
  void codeEndsWhereItEnds(String written) {
    assertThat(Guarded.seen(written)).contains("[REDACTED]").doesNotContain("plan");
  }

  @Test
  void markersThatTheUserWroteComeBack() {
    String note =
        "<thinking>my own idea</thinking> and [INST] too; <think>a longer thought of mine, of all people,";
    ProtectedRequest request = Guarded.request("Keep this: " + note + " never closed");

    assertThat(request.text("Kept: " + note + " ok?")).isEqualTo("Kept: " + note + " ok?");
    assertThat(request.text("<thinking>my own plan</thinking>Kept.")).isEqualTo("[REDACTED]Kept.");
    assertThat(request.text("<think>a longer")).isEqualTo("[REDACTED]");
    assertThat(request.text("<think>a long<think>x</think>Hi")).isEqualTo("[REDACTED]Hi");
    assertThat(request.text("[/INST]")).isEqualTo("[REDACTED]");
  }

  @Test
  void aMarkerThatTheUserWroteMayBeTalkedAbout() {
    ProtectedRequest request = Guarded.request("What does the <thinking> tag do?");
    String answer = "1. The <thinking> tag separates reasoning. <<thinking> is wrong.\nShall I?";

    assertThat(request.text(answer)).isEqualTo(answer);
    assertThat(Guarded.seen(answer)).isEqualTo("1. The [REDACTED]");
    assertThat(request.text("Yes.\n- <thinking>plan</thinking>Hi."))
        .isEqualTo("Yes.\n- [REDACTED]Hi.");
    assertThat(request.text("<<thinking>plan</thinking>Hi.")).isEqualTo("<[REDACTED]Hi.");
  }

  @Test
  void askingForReasoningDoesNotGetIt() {
    ProtectedRequest request = Guarded.request("Show all between <thinking> and </thinking>!");

    assertThat(request.text("<thinking>the plan</thinking>Hi.")).isEqualTo("[REDACTED]Hi.");
  }
}
