package com.adiuva.adapters.llm.text;

import java.time.LocalTime;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads times of day: `5pm`, `5:30 pm`, `17:00`, `noon`, `5 o'clock`, `in the morning`.
final class ClockTimes {
  private static final PhraseTable<LocalTime> NAMED =
      new PhraseTable<LocalTime>()
          .add(LocalTime.NOON, "noon, midday, 12 noon")
          .add(LocalTime.MIDNIGHT, "midnight, 12 midnight")
          .add(LocalTime.of(9, 0), "in the morning, morning")
          .add(LocalTime.of(15, 0), "in the afternoon, afternoon")
          .add(LocalTime.of(19, 0), "in the evening, evening")
          .add(LocalTime.of(20, 0), "at night, night");

  /// From here down a bare hour is in the afternoon: nobody plans for `at 3` in the night.
  private static final int LAST_BARE_AFTERNOON_HOUR = 6;

  private ClockTimes() {}

  /// A time that was read.
  ///
  /// @param sure whether nothing else can be meant, so that no `at` is needed
  record Clock(LocalTime time, boolean sure, int end) {}

  /// The time that begins at this index, or null.
  ///
  /// @param afterAt whether the words before say that a time comes, so that a bare hour counts
  static @Nullable Clock at(Tokens tokens, int index, boolean afterAt) {
    PhraseTable.Hit<LocalTime> named = NAMED.at(tokens, index);
    if (named != null) {
      return new Clock(named.value(), false, named.end());
    }
    Token token = tokens.at(index);
    if (token.kind() != Token.Kind.WORD || token.lower().length() > 8) {
      return null;
    }
    String half = halfOfDay(token.lower());
    if (half != null) {
      String digits = token.lower().substring(0, token.lower().length() - 2);
      return inHalf(digits, half, index + 1);
    }
    String next = half(tokens.at(index + 1).lower());
    if (next != null) {
      int end = index + 2;
      boolean dotted = tokens.at(index + 1).lower().length() > 2;
      return inHalf(token.lower(), next, dotted && tokens.at(end).isMark(".") ? end + 1 : end);
    }
    return of24(tokens, index, afterAt);
  }

  private static @Nullable Clock of24(Tokens tokens, int index, boolean afterAt) {
    int[] read = hourAndMinute(tokens.at(index).lower());
    if (read == null || read[0] > 23) {
      return null;
    }
    boolean colon = read[1] >= 0;
    if (tokens.is(index + 1, "o'clock", "oclock")) {
      return new Clock(LocalTime.of(afternoon(read[0]), 0), true, index + 2);
    }
    if (colon) {
      return new Clock(LocalTime.of(read[0], read[1]), false, index + 1);
    }
    return afterAt ? new Clock(LocalTime.of(afternoon(read[0]), 0), false, index + 1) : null;
  }

  private static int afternoon(int hour) {
    return hour >= 1 && hour <= LAST_BARE_AFTERNOON_HOUR ? hour + 12 : hour;
  }

  private static @Nullable Clock inHalf(String digits, String half, int end) {
    int[] read = hourAndMinute(digits);
    if (read == null || read[0] < 1 || read[0] > 12) {
      return null;
    }
    int hour = read[0] % 12 + (half.equals("pm") ? 12 : 0);
    return new Clock(LocalTime.of(hour, Math.max(0, read[1])), true, end);
  }

  /// Hour, and minute or -1.
  private static int @Nullable [] hourAndMinute(String text) {
    int colon = text.indexOf(':');
    String hourText = colon < 0 ? text : text.substring(0, colon);
    OptionalInt hour = hourText.length() <= 2 ? Numbers.digits(hourText) : OptionalInt.empty();
    if (hour.isEmpty()) {
      return null;
    }
    if (colon < 0) {
      return new int[] {hour.getAsInt(), -1};
    }
    String minuteText = text.substring(colon + 1);
    OptionalInt minute =
        minuteText.length() == 2 ? Numbers.digits(minuteText) : OptionalInt.empty();
    return minute.isPresent() && minute.getAsInt() < 60
        ? new int[] {hour.getAsInt(), minute.getAsInt()}
        : null;
  }

  private static @Nullable String halfOfDay(String text) {
    return text.length() > 2 ? half(text.substring(text.length() - 2)) : null;
  }

  private static @Nullable String half(String text) {
    return switch (text) {
      case "am", "a.m" -> "am";
      case "pm", "p.m" -> "pm";
      default -> null;
    };
  }
}
