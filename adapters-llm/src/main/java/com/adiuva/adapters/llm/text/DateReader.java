package com.adiuva.adapters.llm.text;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Reads moments in a sentence, relative to one now and in its zone.
public final class DateReader {
  /// Words before a moment, and how firmly they announce it.
  private static final PhraseTable<Firmness> MARKERS =
      new PhraseTable<Firmness>()
          .add(Firmness.DUE, "due, due on, due by, due at, due for, due in, deadline")
          .add(Firmness.DUE, "due date, due date of, with due date, with deadline, due before")
          .add(Firmness.DUE, "with a due date of, with the due date, with a deadline of")
          .add(Firmness.DUE, "which is due, that is due, is due, and due, due until, dated")
          .add(Firmness.MARKED, "by, on, before, until, till, no later than, on the date")
          .add(Firmness.LOOSE, "for, at, around, starting, scheduled for, set for");

  private final Days days;
  private final CalendarDates dates;
  private final Spans spans;
  private final ZonedDateTime now;

  /// @param now the moment that counts as now, in the user's zone
  /// @param monthFirst whether `12/1/2026` is 1 December
  public DateReader(ZonedDateTime now, boolean monthFirst) {
    this.now = now;
    this.days = new Days(now);
    this.dates = new CalendarDates(now, monthFirst);
    this.spans = new Spans(now);
  }

  /// How sure it is that a date was meant.
  public enum Firmness {
    /// Nothing announced it: a date only at the edge of a sentence.
    BARE,
    /// `for`, `at`: likewise.
    LOOSE,
    /// `by`, `on`.
    MARKED,
    /// `due`.
    DUE
  }

  /// A moment that was read.
  ///
  /// @param end the index of the first token after it
  public record Found(When when, Firmness firmness, int end) {}

  private record Part(@Nullable LocalDate date, @Nullable LocalTime time, int end) {}

  public ZonedDateTime now() {
    return now;
  }

  /// The moment that begins at this index, its announcing words included, or null.
  public @Nullable Found at(Tokens tokens, int index) {
    PhraseTable.Hit<Firmness> marker = MARKERS.at(tokens, index);
    if (marker == null) {
      return read(tokens, index, Firmness.BARE);
    }
    int start = tokens.at(marker.end()).isMark(":") ? marker.end() + 1 : marker.end();
    Found found = read(tokens, start, marker.value());
    return found == null && marker.value() == Firmness.DUE && tokens.is(index, "due")
        ? read(tokens, index + 1, Firmness.DUE)
        : found;
  }

  /// The moment that is all of these tokens, or null.
  public @Nullable When all(Tokens tokens) {
    Found marked = at(tokens, 0);
    if (marked != null && marked.end() == tokens.size()) {
      return marked.when();
    }
    Found found = read(tokens, 0, Firmness.DUE);
    return found != null && found.end() == tokens.size() ? found.when() : null;
  }

  private @Nullable Found read(Tokens tokens, int index, Firmness firmness) {
    Spans.Span span = spans.at(tokens, index);
    if (span != null) {
      return ofSpan(tokens, span, firmness);
    }
    When dateTime = dateTime(tokens.at(index));
    if (dateTime != null) {
      return new Found(dateTime, firmness, index + 1);
    }
    if (tokens.is(index, "tonight")) {
      return tonight(tokens, index + 1, firmness);
    }
    boolean expected = firmness != Firmness.BARE;
    Day day = day(tokens, index, expected);
    if (day != null) {
      Part time = timeAfter(tokens, day.end());
      return new Found(When.of(day.date(), time.time(), now), firmness, time.end());
    }
    return timeFirst(tokens, index, firmness);
  }

  private @Nullable Day day(Tokens tokens, int index, boolean expected) {
    Day day = days.at(tokens, index, expected);
    return day == null ? dates.at(tokens, index, expected) : day;
  }

  private Found ofSpan(Tokens tokens, Spans.Span span, Firmness firmness) {
    Firmness atLeast = firmness == Firmness.BARE ? Firmness.MARKED : firmness;
    if (span.timed()) {
      When when = new When(span.at().truncatedTo(ChronoUnit.MINUTES), true);
      return new Found(when, atLeast, span.end());
    }
    Part time = timeAfter(tokens, span.end());
    return new Found(When.of(span.at().toLocalDate(), time.time(), now), atLeast, time.end());
  }

  private Found tonight(Tokens tokens, int index, Firmness firmness) {
    Part time = timeAfter(tokens, index);
    LocalTime said = time.time();
    LocalTime evening = LocalTime.of(20, 0);
    if (said != null) {
      evening = said.getHour() >= 1 && said.getHour() < 12 ? said.plusHours(12) : said;
    }
    LocalDate today = now.toLocalDate();
    LocalDate date = evening.equals(LocalTime.MIDNIGHT) ? today.plusDays(1) : today;
    return new Found(When.of(date, evening, now), firmness, time.end());
  }

  /// `at 5pm` after a day; a part without a time when none follows.
  private static Part timeAfter(Tokens tokens, int index) {
    int at = tokens.at(index).isMark(",") ? index + 1 : index;
    boolean announced = tokens.is(at, "at", "by", "around", "before", "@");
    ClockTimes.Clock clock = ClockTimes.at(tokens, announced ? at + 1 : at, announced);
    return clock == null ? new Part(null, null, index) : new Part(null, clock.time(), clock.end());
  }

  /// `5pm tomorrow`, or `5pm` alone: today when that is still to come, else tomorrow.
  private @Nullable Found timeFirst(Tokens tokens, int index, Firmness firmness) {
    ClockTimes.Clock clock = ClockTimes.at(tokens, index, firmness != Firmness.BARE);
    if (clock == null) {
      return null;
    }
    int dayAt = tokens.is(clock.end(), "on") ? clock.end() + 1 : clock.end();
    Day day = day(tokens, dayAt, dayAt > clock.end());
    if (day != null) {
      return new Found(When.of(day.date(), clock.time(), now), firmness, day.end());
    }
    if (firmness == Firmness.BARE && !clock.sure()) {
      return null;
    }
    LocalDate today = now.toLocalDate();
    When when = When.of(today, clock.time(), now);
    When next = when.at().isAfter(now) ? when : When.of(today.plusDays(1), clock.time(), now);
    return new Found(next, firmness == Firmness.DUE ? firmness : Firmness.LOOSE, clock.end());
  }

  /// `2026-12-01T09:15`.
  private @Nullable When dateTime(Token token) {
    int t = token.lower().indexOf('t');
    if (t != 10 || token.lower().length() > 19 || token.lower().length() < 16) {
      return null;
    }
    Day day = dates.at(Tokens.of(token.lower().substring(0, t)), 0, true);
    ClockTimes.Clock clock =
        ClockTimes.at(Tokens.of(token.lower().substring(t + 1, t + 6)), 0, false);
    return day == null || clock == null ? null : When.of(day.date(), clock.time(), now);
  }
}
