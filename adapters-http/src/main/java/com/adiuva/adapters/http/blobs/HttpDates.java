package com.adiuva.adapters.http.blobs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates in headers (RFC 9110, 5.6.7): written in one form, read in all three.
final class HttpDates {
  private static final DateTimeFormatter FIXED =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withResolverStyle(ResolverStyle.STRICT);

  /// `Sunday, 06-Nov-94 08:49:37 GMT`, of this and the last century since 1970.
  private static final DateTimeFormatter RFC_850 =
      new DateTimeFormatterBuilder()
          .appendPattern("EEEE, dd-MMM-")
          .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
          .appendPattern(" HH:mm:ss 'GMT'")
          .toFormatter(Locale.US)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US)
          .withResolverStyle(ResolverStyle.STRICT);

  private HttpDates() {}

  /// @param instant of the years 0 to 9999
  static String format(Instant instant) {
    return FIXED.format(instant.atOffset(ZoneOffset.UTC));
  }

  /// @return empty for what is no date
  static Optional<Instant> parse(String text) {
    for (DateTimeFormatter form : List.of(FIXED, RFC_850, ASCTIME)) {
      try {
        return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // then it is of another form
      }
    }
    return Optional.empty();
  }
}
