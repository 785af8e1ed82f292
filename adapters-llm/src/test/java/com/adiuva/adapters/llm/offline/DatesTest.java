package com.adiuva.adapters.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.llm.english.Interpreter;
import com.adiuva.adapters.llm.text.DateReader;
import com.adiuva.adapters.llm.wishes.Wish;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DatesTest {

  static Stream<String> phrases() {
    return Resources.lines("dates.txt");
  }

  @ParameterizedTest
  @MethodSource("phrases")
  void takesTheDateOutOfTheTitle(String line) {
    List<String> parts = List.of(line.split(" \\| ", 3));
    Wish wish = wish("add a task " + parts.get(0), Desk.NOW, "Europe/Berlin", true);
    String due = wish.due() == null ? "none" : wish.due().at().toLocalDateTime().toString();
    assertThat(due).startsWith(parts.get(1).strip());
    assertThat(wish.title()).isEqualTo(parts.get(2).strip());
  }

  @ParameterizedTest
  @CsvSource({
    // the same moment is another day elsewhere
    "2026-03-26T23:30:00Z, Europe/Berlin,       tomorrow,             2026-03-28T17:00+01:00",
    "2026-03-26T23:30:00Z, America/New_York,    tomorrow,             2026-03-27T17:00-04:00",
    "2026-03-26T23:30:00Z, Pacific/Auckland,    tomorrow,             2026-03-28T17:00+13:00",
    "2026-03-26T23:30:00Z, Asia/Kolkata,        today at 11pm,        2026-03-27T23:00+05:30",
    // clocks go forward: 02:30 is not there
    "2026-03-28T09:00:00Z, Europe/Berlin,       tomorrow at 2:30,     2026-03-29T03:30+02:00",
    "2026-03-28T09:00:00Z, Europe/Berlin,       tomorrow,             2026-03-29T17:00+02:00",
    "2026-03-28T23:30:00Z, Europe/Berlin,       in 3 hours,           2026-03-29T04:30+02:00",
    "2026-03-07T17:00:00Z, America/New_York,    tomorrow at 2:30 am,  2026-03-08T03:30-04:00",
    // clocks go back: 02:30 comes twice, the first is meant
    "2026-10-24T09:00:00Z, Europe/Berlin,       tomorrow at 2:30,     2026-10-25T02:30+02:00",
    "2026-10-24T09:00:00Z, Europe/Berlin,       tomorrow,             2026-10-25T17:00+01:00",
    "2026-10-24T22:30:00Z, Europe/Berlin,       in 3 hours,           2026-10-25T02:30+01:00",
    // a date without a time is 17:00, today after that 23:59
    "2026-03-26T09:00:00Z, Europe/Berlin,       today,                2026-03-26T17:00+01:00",
    "2026-03-26T19:00:00Z, Europe/Berlin,       today,                2026-03-26T23:59+01:00",
    // a time without a date is the next one
    "2026-03-26T09:00:00Z, Europe/Berlin,       at 9:30,              2026-03-27T09:30+01:00",
    "2026-03-26T09:00:00Z, Europe/Berlin,       at 11:30,             2026-03-26T11:30+01:00",
    // no such day this year, or none at all before long
    "2026-03-26T09:00:00Z, UTC,                 on Feb 29,            2028-02-29T17:00Z",
    "2026-12-31T09:00:00Z, UTC,                 in a month,           2027-01-31T17:00Z",
    "2026-01-31T09:00:00Z, UTC,                 in a month,           2026-02-28T17:00Z",
    "2026-12-31T09:00:00Z, UTC,                 on the 31st,          2026-12-31T17:00Z",
    "2026-03-26T09:00:00Z, UTC,                 by end of next month, 2026-04-30T17:00Z"
  })
  void knowsZonesAndClockChanges(String now, String zone, String phrase, String expected) {
    Wish wish = wish("create task Foo " + phrase, Instant.parse(now), zone, true);
    assertThat(wish.title()).isEqualTo("Foo");
    assertThat(wish.due()).isNotNull();
    if (wish.due() != null) {
      assertThat(wish.due().at().toOffsetDateTime()).hasToString(expected);
    }
  }

  @Test
  void numericDatesFollowTheLocale() {
    assertThat(date("create task Foo due 3/4/2027", true)).isEqualTo("2027-03-04");
    assertThat(date("create task Foo due 3/4/2027", false)).isEqualTo("2027-04-03");
    assertThat(date("create task Foo due 13/4/2027", true)).isEqualTo("2027-04-13");
    assertThat(date("create task Foo due 4.3.2027", true)).isEqualTo("2027-03-04");
  }

  private static String date(String message, boolean monthFirst) {
    Wish wish = wish(message, Desk.NOW, "UTC", monthFirst);
    return wish.due() == null ? "none" : wish.due().date().toString();
  }

  private static Wish wish(String message, Instant now, String zone, boolean monthFirst) {
    ZonedDateTime local = now.atZone(ZoneId.of(zone));
    return new Interpreter(new DateReader(local, monthFirst)).read(message).get(0);
  }
}
