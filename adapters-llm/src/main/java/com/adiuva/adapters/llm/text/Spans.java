package com.adiuva.adapters.llm.text;

import java.time.Duration;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Reads distances from now: `in 3 days`, `within two weeks`, `in half an hour`, `3 days from now`.
final class Spans {
  private static final PhraseTable<IntFunction<TemporalAmount>> UNITS =
      new PhraseTable<IntFunction<TemporalAmount>>()
          .add(Duration::ofMinutes, "minute, minutes, min, mins")
          .add(Duration::ofHours, "hour, hours, hrs")
          .add(Period::ofDays, "day, days")
          .add(Period::ofWeeks, "week, weeks")
          .add(Period::ofMonths, "month, months")
          .add(Period::ofYears, "year, years");
  private static final PhraseTable<Boolean> HALF_HOUR =
      new PhraseTable<Boolean>().add(true, "half an hour, half hour, a half hour");
  private static final PhraseTable<Boolean> FROM_NOW =
      new PhraseTable<Boolean>().add(true, "from now, from today");
  private static final PhraseTable<Boolean> AFTER =
      new PhraseTable<Boolean>().add(true, "in, within, in about");

  private final ZonedDateTime now;

  Spans(ZonedDateTime now) {
    this.now = now;
  }

  /// A distance that was read, as the moment it leads to.
  record Span(ZonedDateTime at, boolean timed, int end) {}

  /// The distance that begins at this index, or null.
  @Nullable Span at(Tokens tokens, int index) {
    int amountAt = AFTER.skip(tokens, index);
    boolean announced = amountAt > index;
    PhraseTable.Hit<Boolean> half = HALF_HOUR.at(tokens, amountAt);
    if (half != null) {
      int end = FROM_NOW.skip(tokens, half.end());
      return announced || end > half.end() ? span(Duration.ofMinutes(30), end) : null;
    }
    OptionalInt amount = Numbers.count(tokens.at(amountAt));
    if (amount.isEmpty()) {
      return null;
    }
    int unitAt = amountAt + 1;
    if (tokens.is(amountAt, "a") && tokens.is(unitAt, "couple")) {
      amount = OptionalInt.of(2);
      unitAt++;
    }
    unitAt = tokens.is(unitAt, "of") ? unitAt + 1 : unitAt;
    PhraseTable.Hit<IntFunction<TemporalAmount>> unit = UNITS.at(tokens, unitAt);
    if (unit == null) {
      return null;
    }
    int end = FROM_NOW.skip(tokens, unit.end());
    return announced || end > unit.end() ? span(unit.value().apply(amount.getAsInt()), end) : null;
  }

  private Span span(TemporalAmount amount, int end) {
    return new Span(now.plus(amount), amount instanceof Duration, end);
  }
}
