package com.adiuva.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTextTest {
  private final List<String> pieces = new ArrayList<>();
  private final AnswerText text = new AnswerText(pieces::add);

  @Test
  void piecesAreHandedOnAsTheyCome() {
    text.write("Hel");
    text.write("lo\n");
    text.write(" there");

    assertThat(pieces).containsExactly("Hel", "lo\n", " there");
    assertThat(text).hasToString("Hello\n there");
  }

  @Test
  void aBlankLineStandsBetweenTwoParts() {
    text.write("One");
    text.nextPart();
    text.write("Two");
    text.writePart("Three");

    assertThat(pieces).containsExactly("One", "\n\nTwo", "\n\nThree");
  }

  @Test
  void aBlankPartLeavesNoTrace() {
    text.write(" ");
    text.nextPart();
    text.write("One");
    text.nextPart();
    text.write("\n");
    assertThat(text.partIsEmpty()).isTrue();
    text.nextPart();
    text.write(" \n");
    text.write("  Two");

    assertThat(pieces).containsExactly("One", "\n\n \n  Two");
    assertThat(text.partIsEmpty()).isFalse();
  }

  @Test
  void anEmptyPieceIsNothing() {
    text.write("");
    text.write("a");
    text.write("");

    assertThat(pieces).containsExactly("a");
  }
}
