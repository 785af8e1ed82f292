package com.adiuva.adapters.llm.text;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads days relative to today: `tomorrow`, `next Friday`, `the end of the month`.
final class Days {
  private static final PhraseTable<UnaryOperator<LocalDate>> RELATIVE =
      new PhraseTable<UnaryOperator<LocalDate>>()
          .add(today -> today, "today, eod, end of day, end of the day, end of today")
          .add(today -> today.plusDays(1), "tomorrow, tmrw, tomorow, tommorow")
          .add(today -> today.plusDays(2), "the day after tomorrow, day after tomorrow")
          .add(today -> next(today, DayOfWeek.MONDAY), "next week")
          .add(today -> today.plusMonths(1).withDayOfMonth(1), "next month")
          .add(today -> today.plusYears(1).withDayOfYear(1), "next year")
          .add(Days::weekend, "this weekend, the weekend")
          .add(today -> weekend(next(today, DayOfWeek.MONDAY)), "next weekend")
          .add(Days::endOfWeek, "end of week, end of the week, end of this week, eow")
          .add(Days::endOfWeek, "the end of the week, the end of this week, this week")
          .add(today -> endOfWeek(next(today, DayOfWeek.MONDAY)), "end of next week")
          .add(today -> endOfWeek(next(today, DayOfWeek.MONDAY)), "the end of next week")
          .add(Days::endOfMonth, "end of month, end of the month, end of this month, eom")
          .add(Days::endOfMonth, "the end of the month, the end of this month, this month")
          .add(today -> endOfMonth(today.plusMonths(1)), "end of next month")
          .add(today -> endOfMonth(today.plusMonths(1)), "the end of next month")
          .add(Days::endOfYear, "end of year, end of the year, end of this year, eoy")
          .add(Days::endOfYear, "the end of the year, the end of this year, this year");

  private static final PhraseTable<UnaryOperator<LocalDate>> PAST =
      new PhraseTable<UnaryOperator<LocalDate>>()
          .add(today -> today.minusDays(1), "yesterday")
          .add(today -> today.minusWeeks(1), "last week");

  private static final PhraseTable<DayOfWeek> FULL =
      new PhraseTable<DayOfWeek>()
          .add(DayOfWeek.MONDAY, "monday")
          .add(DayOfWeek.TUESDAY, "tuesday")
          .add(DayOfWeek.WEDNESDAY, "wednesday")
          .add(DayOfWeek.THURSDAY, "thursday")
          .add(DayOfWeek.FRIDAY, "friday")
          .add(DayOfWeek.SATURDAY, "saturday")
          .add(DayOfWeek.SUNDAY, "sunday");

  /// Short forms are also words and names, and count only where a date is expected.
  private static final PhraseTable<DayOfWeek> SHORT =
      new PhraseTable<DayOfWeek>()
          .add(DayOfWeek.MONDAY, "mon")
          .add(DayOfWeek.TUESDAY, "tue, tues")
          .add(DayOfWeek.WEDNESDAY, "wed")
          .add(DayOfWeek.THURSDAY, "thu, thur, thurs")
          .add(DayOfWeek.FRIDAY, "fri")
          .add(DayOfWeek.SATURDAY, "sat")
          .add(DayOfWeek.SUNDAY, "sun");

  private final LocalDate today;

  Days(ZonedDateTime now) {
    this.today = now.toLocalDate();
  }

  /// The day that begins at this index, or null.
  ///
  /// @param expected whether the word before says that a date comes
  @Nullable Day at(Tokens tokens, int index, boolean expected) {
    PhraseTable.Hit<UnaryOperator<LocalDate>> relative = RELATIVE.at(tokens, index);
    if (relative == null && expected) {
      relative = PAST.at(tokens, index);
    }
    if (relative != null) {
      return new Day(relative.value().apply(today), relative.end());
    }
    return weekday(tokens, index, expected);
  }

  private @Nullable Day weekday(Tokens tokens, int index, boolean expected) {
    boolean next = tokens.is(index, "next");
    boolean self = tokens.is(index, "this");
    boolean coming = tokens.is(index, "coming", "upcoming");
    int name = next || self || coming ? index + 1 : index;
    PhraseTable.Hit<DayOfWeek> hit = FULL.at(tokens, name);
    if (hit == null && (expected || next || self)) {
      hit = SHORT.at(tokens, name);
    }
    if (hit == null) {
      return null;
    }
    DayOfWeek day = hit.value();
    LocalDate date;
    if (next) {
      date = next(today, DayOfWeek.MONDAY).with(TemporalAdjusters.nextOrSame(day));
    } else {
      date = self ? today.with(TemporalAdjusters.nextOrSame(day)) : next(today, day);
    }
    return new Day(date, hit.end());
  }

  private static LocalDate next(LocalDate today, DayOfWeek day) {
    return today.with(TemporalAdjusters.next(day));
  }

  private static LocalDate weekend(LocalDate today) {
    return today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
  }

  private static LocalDate endOfWeek(LocalDate today) {
    return today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
  }

  private static LocalDate endOfMonth(LocalDate today) {
    return today.with(TemporalAdjusters.lastDayOfMonth());
  }

  private static LocalDate endOfYear(LocalDate today) {
    return today.with(TemporalAdjusters.lastDayOfYear());
  }
}
