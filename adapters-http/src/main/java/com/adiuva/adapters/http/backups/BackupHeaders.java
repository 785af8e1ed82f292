package com.adiuva.adapters.http.backups;

import com.adiuva.adapters.http.problems.Violations;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.domain.backups.BackupLabel;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What a client says of a backup in headers, and hears of it again.
final class BackupHeaders {
  private static final String VERSION = "X-Backup-Version";
  private static final String TIMESTAMP = "X-Backup-Timestamp";
  private static final String CHECKSUM = "X-Backup-Checksum";
  private static final String CHUNK_COUNT = "X-Backup-Chunk-Count";
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");
  private static final Checksum NONE = Checksum.of(new byte[0]);

  private final Function<String, List<String>> headers;
  private final Violations violations = new Violations();

  private BackupHeaders(Function<String, List<String>> headers) {
    this.headers = headers;
  }

  /// @throws com.adiuva.domain.shared.ProblemException `ValidationFailed` with all headers that are
  ///   missing or wrong
  static BackupLabel read(Exchange exchange) {
    return read(exchange::headers);
  }

  /// @param headers every value of a header
  static BackupLabel read(Function<String, List<String>> headers) {
    BackupHeaders reader = new BackupHeaders(headers);
    long version = reader.required(VERSION, text -> integer(text, 1, Long.MAX_VALUE), 1L);
    long timestamp = reader.required(TIMESTAMP, text -> integer(text, 0, Long.MAX_VALUE), 0L);
    Checksum checksum = reader.required(CHECKSUM, Checksum::parse, NONE);
    long chunks =
        headers.apply(CHUNK_COUNT).isEmpty()
            ? 1
            : reader.required(CHUNK_COUNT, text -> integer(text, 1, Integer.MAX_VALUE), 1L);
    reader.violations.check();
    return new BackupLabel(version, timestamp, checksum, (int) chunks);
  }

  static Map<String, String> of(BackupLabel label) {
    return Map.of(
        VERSION,
        Long.toString(label.version()),
        TIMESTAMP,
        Long.toString(label.timestamp()),
        CHECKSUM,
        label.checksum().hex(),
        CHUNK_COUNT,
        Integer.toString(label.chunkCount()));
  }

  private <T> T required(String name, Function<String, T> parser, T otherwise) {
    List<String> values = headers.apply(name);
    if (values.isEmpty()) {
      violations.add(List.of("header", name), "missing", "is required");
    } else if (values.size() > 1) {
      violations.add(List.of("header", name), "repeated", "may be there only once");
    } else {
      try {
        return parser.apply(values.getFirst());
      } catch (InvalidValueException e) {
        violations.add(List.of("header", name), e);
      }
    }
    return otherwise;
  }

  private static long integer(String text, long min, long max) {
    String range = "must be an integer from " + min + " to " + max;
    if (!DIGITS.matcher(text).matches()) {
      throw new InvalidValueException("int_parsing", range);
    }
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // more than a long can say
    }
    throw new InvalidValueException("out_of_range", range);
  }
}
