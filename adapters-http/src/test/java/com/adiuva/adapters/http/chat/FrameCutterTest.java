package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.json.WellFormed;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.testkit.ForAll;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrameCutterTest {
  private static final String[] BITS = {
    "{",
    "}",
    "{}",
    "{\"done\":true}",
    "{\"error\":{\"status\":500}}",
    "\"",
    ":",
    ",",
    " ",
    "\n",
    "[",
    "]",
    "null",
    "a",
    "Hello",
    "ß",
    "世",
    "😀",
    "👩‍🚀",
    "\ud83d",
    "\ude00",
    "\uFEFF",
    "\0"
  };

  /// A text and the places where a model cuts it, anywhere, also within a character.
  private record Deltas(List<String> deltas) {
    String text() {
      return String.join("", deltas);
    }
  }

  private static Deltas generate(Random random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(40); n > 0; n--) {
      text.append(BITS[random.nextInt(BITS.length)]);
    }
    if (random.nextInt(20) == 0) {
      text.append("long ".repeat(random.nextInt(5_000)));
    }
    List<String> deltas = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(1 + random.nextInt(200)));
      deltas.add(text.substring(at, end));
      at = end;
    }
    return new Deltas(deltas);
  }

  private static List<String> cut(List<String> deltas) {
    FrameCutter cutter = FrameCutter.forPlainFrames();
    List<String> pieces = new ArrayList<>();
    deltas.forEach(delta -> pieces.addAll(cutter.cut(delta)));
    pieces.addAll(cutter.end());
    return pieces;
  }

  @Test
  void whateverTheCuttingThePiecesJoinedAreTheTextAndNoneIsAnObject() {
    ForAll.check(
        5_000,
        FrameCutterTest::generate,
        deltas -> {
          List<String> pieces = cut(deltas.deltas());
          String joined = String.join("", pieces);
          assertThat(joined).isEqualTo(WellFormed.text(deltas.text()));
          assertThat(joined).hasSameSizeAs(deltas.text());
          assertThat(pieces).doesNotContain("").noneMatch(FrameCutterTest::isObject);
          assertThat(pieces).allMatch(piece -> piece.length() <= FrameCutter.MAX_PIECE + 1);
          // Each survives UTF-8 by itself: no pair was split.
          assertThat(pieces)
              .allMatch(piece ->
                  new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                      .equals(piece));
        });
  }

  @Test
  void leavesWellFormedTextAsItIs() {
    String text = "Plain, { \"done\": true } and 😀 together";

    assertThat(String.join("", cut(List.of(text)))).isEqualTo(text);
  }

  @Test
  void passesADeltaOnAtOnce() {
    assertThat(FrameCutter.forPlainFrames().cut("Created the task"))
        .containsExactly("Created the task");
  }

  @Test
  void endsAPieceAtEveryBrace() {
    assertThat(cut(List.of("{\"done\":true}", "{}")))
        .containsExactly("{", "\"done\":true}", "{", "}");
  }

  @Test
  void waitsForTheOtherHalfOfAPair() {
    FrameCutter cutter = FrameCutter.forPlainFrames();

    assertThat(cutter.cut("a\ud83d")).containsExactly("a");
    assertThat(cutter.cut("\ude00b")).containsExactly("😀b");
  }

  @Test
  void replacesHalvesThatStayAlone() {
    assertThat(cut(List.of("\ude00a\ud83d", "b\ud83d")))
        .containsExactly("\uFFFDa", "\uFFFDb", "\uFFFD");
  }

  private static boolean isObject(String piece) {
    try {
      return Json.parse(piece).isObject();
    } catch (EdgeException e) {
      return false;
    }
  }
}
