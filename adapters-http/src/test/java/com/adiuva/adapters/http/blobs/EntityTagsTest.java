package com.adiuva.adapters.http.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntityTagsTest {
  private static EntityTags parse(String... values) {
    return EntityTags.parse(List.of(values)).orElseThrow();
  }

  @Test
  void s06_listsStarsAndWeakTags() {
    assertThat(parse("\"1\"").matchesWeakly("1")).isTrue();
    assertThat(parse("\"1\"").matchesWeakly("11")).isFalse();
    assertThat(parse("W/\"1\"").matchesWeakly("1")).isTrue();
    assertThat(parse("W/\"1\"").matchesStrongly("1")).isFalse();
    assertThat(parse("\"1\"").matchesStrongly("1")).isTrue();
    assertThat(parse("*").matchesWeakly("anything")).isTrue();
    assertThat(parse(" \"a\" , ,\"b\",W/\"c,d\"\t").matchesWeakly("c,d")).isTrue();
    assertThat(parse("\"a\"", "\"b\"").matchesWeakly("b")).isTrue();
    assertThat(parse("\"\"").matchesWeakly("")).isTrue();
  }

  @Test
  void whatIsNoListIsNone() {
    for (String wrong :
        List.of("", ",", "1", "\"1", "1\"", "w/\"1\"", "\"1\" 2", "*,\"1\"", "\"1\"\"2\"", "'1'")) {
      assertThat(EntityTags.parse(List.of(wrong))).as(wrong).isEmpty();
    }
  }
}
