package com.adiuva.adapters.http.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.blobs.ByteRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RangeHeaderTest {
  private static Optional<ByteRange> parse(String range) {
    return RangeHeader.parse(List.of(range), 10);
  }

  @Test
  void s06_oneRange() {
    assertThat(parse("bytes=0-0")).contains(new ByteRange(0, 1));
    assertThat(parse("bytes=2-4")).contains(new ByteRange(2, 3));
    assertThat(parse("bytes=9-9")).contains(new ByteRange(9, 1));
    assertThat(parse("bytes=3-")).contains(new ByteRange(3, 7));
    assertThat(parse("bytes=3-100")).contains(new ByteRange(3, 7));
    assertThat(parse("bytes=-4")).contains(new ByteRange(6, 4));
    assertThat(parse("bytes=-100")).contains(new ByteRange(0, 10));
    assertThat(parse("BYTES= 007-8 ")).contains(new ByteRange(7, 2));
    assertThat(parse("bytes=0-99999999999999999999999")).contains(new ByteRange(0, 10));
    assertThat(parse("bytes=-99999999999999999999999")).contains(new ByteRange(0, 10));
  }

  @Test
  void s06_nothingThere() {
    ByteRange nothing = new ByteRange(0, 0);
    for (String range : List.of("bytes=10-", "bytes=10-20", "bytes=99999999999999999999-")) {
      assertThat(parse(range)).as(range).contains(nothing);
    }
    assertThat(parse("bytes=-0").orElseThrow().length()).isZero();
    assertThat(RangeHeader.parse(List.of("bytes=0-"), 0)).contains(nothing);
    assertThat(RangeHeader.parse(List.of("bytes=-5"), 0)).contains(nothing);
  }

  @Test
  void s06_whatIsNoSingleRangeIsIgnored() {
    for (String range :
        List.of(
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-3",
            "bytes=1-2,4-5",
            "lines=1-2",
            "bytes=a-b",
            "bytes=1",
            "bytes=-1-2",
            "bytes=1--2",
            "bytes=0x1-2",
            "bytes 1-2",
            "bytes=1 -2")) {
      assertThat(parse(range)).as(range).isEmpty();
    }
    assertThat(RangeHeader.parse(List.of("bytes=1-2", "bytes=4-5"), 10)).isEmpty();
    assertThat(RangeHeader.parse(List.of(), 10)).isEmpty();
  }
}
