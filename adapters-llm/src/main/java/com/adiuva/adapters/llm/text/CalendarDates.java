package com.adiuva.adapters.llm.text;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads dates of the calendar: `2026-12-01`, `Dec 1`, `the 1st of December 2027`, `12/1/2026`.
final class CalendarDates {
  private static final PhraseTable<Month> MONTHS = months();

  /// How far ahead a day without a year is looked for: 29 February comes within eight.
  private static final int YEARS_AHEAD = 8;

  private final LocalDate today;
  private final boolean monthFirst;

  /// @param monthFirst whether `12/1` is 1 December
  CalendarDates(ZonedDateTime now, boolean monthFirst) {
    this.today = now.toLocalDate();
    this.monthFirst = monthFirst;
  }

  /// The date that begins at this index, or null.
  ///
  /// @param expected whether the word before says that a date comes
  @Nullable Day at(Tokens tokens, int index, boolean expected) {
    if (tokens.at(index).kind() != Token.Kind.WORD) {
      return null;
    }
    LocalDate digits = inDigits(tokens.at(index).lower(), expected);
    if (digits != null) {
      return new Day(digits, index + 1);
    }
    PhraseTable.Hit<Month> month = MONTHS.at(tokens, index);
    return month != null
        ? monthFirst(tokens, month)
        : dayFirst(tokens, tokens.is(index, "the") ? index + 1 : index, expected);
  }

  private @Nullable Day monthFirst(Tokens tokens, PhraseTable.Hit<Month> month) {
    int at = tokens.at(month.end()).isMark(".") ? month.end() + 1 : month.end();
    at = tokens.is(at, "the") ? at + 1 : at;
    OptionalInt day = Numbers.dayOfMonth(tokens.at(at));
    return day.isPresent() ? withYear(tokens, month.value(), day.getAsInt(), at + 1) : null;
  }

  private @Nullable Day dayFirst(Tokens tokens, int index, boolean expected) {
    OptionalInt day = Numbers.dayOfMonth(tokens.at(index));
    if (day.isEmpty()) {
      return null;
    }
    boolean of = tokens.is(index + 1, "of");
    PhraseTable.Hit<Month> month = MONTHS.at(tokens, of ? index + 2 : index + 1);
    if (month != null) {
      return of && !expected ? null : withYear(tokens, month.value(), day.getAsInt(), month.end());
    }
    boolean alone = tokens.endsAt(index + 1) || tokens.is(index + 1, "at");
    return expected && alone && Numbers.isOrdinal(tokens.at(index))
        ? nextDay(day.getAsInt(), index + 1)
        : null;
  }

  private @Nullable Day nextDay(int day, int end) {
    YearMonth month = YearMonth.from(today);
    while (!month.isValidDay(day) || month.atDay(day).isBefore(today)) {
      month = month.plusMonths(1);
    }
    return new Day(month.atDay(day), end);
  }

  private @Nullable Day withYear(Tokens tokens, Month month, int day, int end) {
    int at = tokens.at(end).isMark(",") ? end + 1 : end;
    OptionalInt year = Numbers.digits(tokens.at(at).lower());
    if (year.isPresent() && year.getAsInt() >= 1900) {
      LocalDate date = valid(year.getAsInt(), month.getValue(), day);
      return date == null ? null : new Day(date, at + 1);
    }
    for (int ahead = 0; ahead <= YEARS_AHEAD; ahead++) {
      LocalDate date = valid(today.getYear() + ahead, month.getValue(), day);
      if (date != null && !date.isBefore(today)) {
        return new Day(date, end);
      }
    }
    return null;
  }

  /// `2026-12-01`; where a date is expected also `12/1`, `12/1/2026` and `1.12.2026`.
  private @Nullable LocalDate inDigits(String text, boolean expected) {
    if (text.length() > 10) {
      return null;
    }
    int[] iso = numbers(text, '-');
    if (iso.length == 3 && iso[0] >= 1900) {
      return valid(iso[0], iso[1], iso[2]);
    }
    int[] dotted = numbers(text, '.');
    if (dotted.length == 3 && dotted[2] >= 1900) {
      return valid(dotted[2], dotted[1], dotted[0]);
    }
    int[] slashed = numbers(text, '/');
    if (slashed.length == 3 && slashed[2] >= 1900) {
      return slashed(slashed[0], slashed[1], slashed[2]);
    }
    if (slashed.length == 2 && expected) {
      LocalDate date = slashed(slashed[0], slashed[1], today.getYear());
      return date != null && date.isBefore(today) ? date.plusYears(1) : date;
    }
    return null;
  }

  private @Nullable LocalDate slashed(int first, int second, int year) {
    boolean usual = monthFirst ? first <= 12 : second > 12;
    return usual ? valid(year, first, second) : valid(year, second, first);
  }

  private static @Nullable LocalDate valid(int year, int month, int day) {
    return month >= 1 && month <= 12 && YearMonth.of(year, month).isValidDay(day)
        ? LocalDate.of(year, month, day)
        : null;
  }

  /// The numbers between the separators; empty when something else stands there.
  private static int[] numbers(String text, char separator) {
    List<OptionalInt> parts =
        List.of(text.split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1)).stream()
            .map(Numbers::digits)
            .toList();
    return parts.stream().allMatch(OptionalInt::isPresent)
        ? parts.stream().mapToInt(OptionalInt::getAsInt).toArray()
        : new int[0];
  }

  private static PhraseTable<Month> months() {
    PhraseTable<Month> table = new PhraseTable<>();
    for (Month month : Month.values()) {
      String name = month.name().toLowerCase(java.util.Locale.ROOT);
      table.add(month, name);
      if (name.length() > 3) {
        table.add(month, name.substring(0, 3));
      }
    }
    return table.add(Month.SEPTEMBER, "sept");
  }
}
