package com.adiuva.adapters.llm.text;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// A moment somebody named, in their own zone.
///
/// @param timed whether a time of day was said; else it is the usual one
public record When(ZonedDateTime at, boolean timed) {
  /// The time of day of a date that came without one.
  static final LocalTime USUAL = LocalTime.of(17, 0);

  /// The time when the usual one has passed today already.
  private static final LocalTime LATE = LocalTime.of(23, 59);

  /// A time that the clocks skip moves forward by the gap; one that comes twice is the first.
  static When of(LocalDate date, @Nullable LocalTime time, ZonedDateTime now) {
    if (time != null) {
      return new When(ZonedDateTime.of(date, time, now.getZone()), true);
    }
    When usual = new When(ZonedDateTime.of(date, USUAL, now.getZone()), false);
    return date.equals(now.toLocalDate()) && usual.at().isBefore(now)
        ? new When(ZonedDateTime.of(date, LATE, now.getZone()), false)
        : usual;
  }

  public LocalDate date() {
    return at.toLocalDate();
  }

  /// As the whole day when no time of day was said: its first moment, which is not midnight where
  /// the clocks skip that.
  public When orStartOfDay() {
    return timed ? this : new When(date().atStartOfDay(at.getZone()), false);
  }

  /// Milliseconds since 1970.
  public long millis() {
    return at.toInstant().toEpochMilli();
  }
}
