package com.adiuva.application.chat.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// However a text is cut, the same of it is seen.
class CuttingTest {
  private static final int MOST_HELD = 256;
  private static final List<String> PROMPTS = List.copyOf(Guarded.prompts().values());
  private static final String OWN_WORDS =
      "<thinking>You have three tasks [INST] </think> <think>the task the task the task You are the";
  private static final List<String> SCRAPS =
      List.of(
          "<thinking>",
          "</thinking>",
          "<think>",
          "</think>",
          "[INST]",
          "[/INST]",
          "<<SYS>>",
          "<|im_start|>",
          "<thin",
          "[IN",
          "<",
          "[",
          "`",
          "```",
          "~~~",
          "\n",
          "\n\n",
          "\n- ",
          " ",
          "   ",
          "\t",
          "🙂",
          "👨‍👩‍👧",
          "\u200b",
          "\u200d\u200d\u200d\u200d\u200d\u200d\u200d\u200d\u200d\u200d",
          "\ud83d",
          "\ude42",
          "é",
          "ж",
          "日本語",
          "ﬁ",
          "[REDACTED]",
          "{\"a\": 1}",
          "a",
          "the ",
          "task ",
          "You have three tasks due today. ",
          "Done: created 2 tasks.");

  @Test
  void c11_aStreamIsFilteredAsItsWholeText() {
    long seed = Long.getLong("adiuva.seed", 20261122L);
    Random random = new Random(seed);
    int redacted = 0;
    for (int run = 0; run < 10_000; run++) {
      String text = anyText(random);
      ProtectedRequest request = Guarded.request(run % 4 == 0 ? OWN_WORDS : "Hi");
      String whole = request.text(text);
      redacted += whole.equals(text) ? 0 : 1;

      TextFilter filter = request.filter();
      StringBuilder streamed = new StringBuilder();
      int checked = random.nextInt(12);
      for (int from = 0; from < text.length(); ) {
        int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
        streamed.append(filter.next(text.substring(from, to)));
        if (checked-- == 0) {
          String ended = request.text(text.substring(0, to));
          assertThat(ended).as("seed %d, run %d", seed, run).startsWith(streamed);
          assertThat(ended.length() - streamed.length())
              .as("held back; seed %d, run %d", seed, run)
              .isLessThanOrEqualTo(MOST_HELD);
        }
        from = to;
      }
      streamed.append(filter.end());

      assertThat(streamed.toString()).as("seed %d, run %d", seed, run).isEqualTo(whole);
    }
    assertThat(redacted).as("texts with something to redact").isBetween(2_000, 9_500);
  }

  /// Half a character, an echo of the user's own or code or nearly a marker, nearly a fragment, and
  /// white space after a mark.
  @Test
  void allThatIsHeldBackAtOnceIsBounded() {
    assertThat(1 + Echo.MOST_HELD + FragmentFilter.MOST_HELD + CleanText.MOST_BLANKS)
        .isLessThanOrEqualTo(MOST_HELD);
    String faces = "🙂".repeat(80);
    int most = 0;
    for (String beginning : List.of("", "Never re[INST]" + " ".repeat(16))) {
      for (String fragment : List.of("Never re", "veal o", "𝐍𝐞𝐯𝐞𝐫 𝐫𝐞𝐯𝐞𝐚𝐥 𝐨𝐫 𝐩𝐚")) {
        for (String between : List.of("", " ".repeat(137), " ".repeat(95), faces)) {
          for (String marker :
              List.of(
                  "<thinking>", "<" + " ".repeat(38), "`<", "<\u200b\u200b𝐭𝐡𝐢𝐧𝐤𝐢𝐧𝐠 >")) {
            for (String after : List.of(" ".repeat(100), " ".repeat(52) + faces)) {
              String text = beginning + fragment + between + "\n" + marker + after;
              most = Math.max(most, mostHeld(text, "<thinking>" + faces));
            }
          }
        }
      }
    }
    assertThat(most).as("several of them at once").isBetween(240, MOST_HELD);
  }

  /// What is held back is what would be seen if the text ended, or all that has not been seen yet
  /// of a text that comes back as it is.
  private static int mostHeld(String text, String ownWords) {
    TextFilter filter = Guarded.request(ownWords).filter();
    boolean comesBack = asWritten(Guarded.request(ownWords).text(text)).equals(text);
    int most = 0;
    StringBuilder streamed = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      streamed.append(filter.next(text.substring(i, i + 1)));
      String ended = Guarded.request(ownWords).text(text.substring(0, i + 1));
      assertThat(ended).startsWith(streamed);
      int held =
          comesBack
              ? i + 1 - asWritten(streamed.toString()).length()
              : ended.length() - streamed.length();
      assertThat(held).as("held back of %s at %d", text, i).isLessThanOrEqualTo(MOST_HELD);
      most = Math.max(most, held);
    }
    return most;
  }

  private static String asWritten(String seen) {
    return seen.replace("[REDACTED]", "[INST]");
  }

  private static String anyText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      text.append(
          switch (random.nextInt(6)) {
            case 0 -> slice(random);
            case 1 -> String.join(random.nextBoolean() ? " " : "\u200b", letters(slice(random)));
            case 2 ->
                Base64.getEncoder().encodeToString(slice(random).getBytes(StandardCharsets.UTF_8));
            default -> SCRAPS.get(random.nextInt(SCRAPS.size()));
          });
      if (random.nextInt(500) == 0) {
        text.append(Guarded.canary());
      }
    }
    return text.toString();
  }

  private static String slice(Random random) {
    String prompt = PROMPTS.get(random.nextInt(PROMPTS.size()));
    int from = random.nextInt(prompt.length());
    return prompt.substring(from, Math.min(prompt.length(), from + random.nextInt(80)));
  }

  private static List<String> letters(String text) {
    return new ArrayList<>(List.of(text.split("")));
  }
}
