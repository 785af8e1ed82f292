package com.adiuva.adapters.http.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpDatesTest {
  private static final Instant SPRING = Instant.parse("2026-04-05T06:07:08Z");

  @Test
  void b08_readsAllThreeForms() {
    for (String text :
        List.of(
            "Sun, 05 Apr 2026 06:07:08 GMT",
            "Sunday, 05-Apr-26 06:07:08 GMT",
            "Sun Apr  5 06:07:08 2026")) {
      assertThat(HttpDates.parse(text)).as(text).contains(SPRING);
    }
    assertThat(HttpDates.parse("Sunday, 06-Nov-94 08:49:37 GMT"))
        .contains(Instant.parse("1994-11-06T08:49:37Z"));
    assertThat(HttpDates.parse("Sun Nov 16 08:49:37 1997"))
        .contains(Instant.parse("1997-11-16T08:49:37Z"));
  }

  @Test
  void b08_whatIsNoDateIsNone() {
    for (String text :
        List.of(
            "",
            "yesterday",
            "1775369228",
            "2026-04-05T06:07:08Z",
            "Mon, 05 Apr 2026 06:07:08 GMT",
            "Sun, 05 Apr 2026 06:07:08 CET",
            "Tue, 31 Feb 2026 06:07:08 GMT",
            "Sun, 05 Apr 2026 25:07:08 GMT",
            "Sun, 05 Apr 99999 06:07:08 GMT")) {
      assertThat(HttpDates.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void writesTheFirst() {
    assertThat(HttpDates.format(SPRING)).isEqualTo("Sun, 05 Apr 2026 06:07:08 GMT");
    assertThat(HttpDates.format(Instant.EPOCH)).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
  }
}
