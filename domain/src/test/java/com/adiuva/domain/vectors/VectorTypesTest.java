package com.adiuva.domain.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.vectors.VectorChange.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Ids, items, spaces and changes.
final class VectorTypesTest {

  @Test
  void anIdIs1To128PrintableCharacters() {
    for (String id :
        List.of("a", " ", "👩‍👩‍👧‍👦", "x".repeat(128), "😀".repeat(128), "'\"\\/{}é")) {
      assertThat(new VectorId(id)).hasToString(id);
    }
    for (String id :
        List.of(
            "",
            "x".repeat(129),
            "😀".repeat(129),
            "a\nb",
            "a\u0000",
            "\u007F",
            "\u0085",
            "a\u2028b",
            "\uD83D",
            "\uDE00\uD83D",
            "\uFFFF")) {
      assertThatThrownBy(() -> new VectorId(id))
          .isInstanceOf(InvalidValueException.class)
          .extracting(refusal -> ((InvalidValueException) refusal).type())
          .isEqualTo("vector_id");
    }
  }

  @Test
  void anItemHasAtMost30KiB() {
    assertThat(new VectorItem(new VectorId("a"), blob(30 * 1024), null).blob().size())
        .isEqualTo(30_720);
    assertThatThrownBy(() -> new VectorItem(new VectorId("a"), blob(30 * 1024 + 1), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anItemLiesWhereItsEmbeddingSays() {
    Embedding embedding = Places.axis(32, 3, 1);
    assertThat(new VectorItem(new VectorId("a"), blob(1), embedding).point())
        .isEqualTo(new Point(new VectorSpace(false, 32), embedding));
  }

  @Test
  void anItemWithoutOneLiesWhereItsChecksumSays() {
    Point point = new VectorItem(new VectorId("a"), blob(1), null).point();
    assertThat(point.space())
        .isEqualTo(VectorSpace.OPAQUE)
        .isNotEqualTo(new VectorSpace(false, 32));
    assertThat(point.embedding()).isEqualTo(Embedding.opaque(blob(1).checksum()));
    assertThat(point).isNotEqualTo(new VectorItem(new VectorId("a"), blob(2), null).point());
  }

  @Test
  void spacesHaveShortNames() {
    assertThat(VectorSpace.OPAQUE.shortName()).isEqualTo("o32");
    assertThat(VectorSpace.ofEmbeddings(32).shortName()).isEqualTo("e32");
    assertThat(VectorSpace.ofEmbeddings(4096).shortName()).isEqualTo("e4096");
  }

  @Test
  void aPointLiesInASpaceOfItsDimension() {
    assertThatThrownBy(() -> new Point(VectorSpace.OPAQUE, Places.axis(8, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Ciphertext blob(int size) {
    byte[] bytes = new byte[size];
    return Ciphertext.stored(bytes, Checksum.of(bytes));
  }
}
