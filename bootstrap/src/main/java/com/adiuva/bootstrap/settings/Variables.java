package com.adiuva.bootstrap.settings;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads variables and remembers what was wrong with them, so that the reader is told everything at
/// once. An empty value counts as unset.
final class Variables {
  private final Function<String, @Nullable String> source;
  private final List<SettingsException.Wrong> wrong = new ArrayList<>();

  Variables(Function<String, @Nullable String> source) {
    this.source = source;
  }

  @Nullable String raw(String name) {
    String value = source.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  String text(String name, String fallback) {
    String value = raw(name);
    return value == null ? fallback : value;
  }

  int integer(String name, int min, int max, int fallback) {
    return parsed(name, text -> wholeNumber(text, min, max)).orElse(fallback);
  }

  /// A positive number of up to fifteen digits.
  Optional<Long> positive(String name) {
    return parsed(
        name,
        text -> {
          if (text.matches("0*[1-9][0-9]{0,14}")) {
            return Long.valueOf(text);
          }
          throw new InvalidValueException("int_parsing", "must be a positive whole number");
        });
  }

  private static int wholeNumber(String text, int min, int max) {
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, the same for both
    }
    throw new InvalidValueException(
        "int_range", "must be a whole number from " + min + " to " + max);
  }

  String oneOf(String name, String fallback, String... allowed) {
    return parsed(name, text -> requireOneOf(text, List.of(allowed))).orElse(fallback);
  }

  private static String requireOneOf(String text, List<String> allowed) {
    if (!allowed.contains(text)) {
      throw new InvalidValueException("enum", "must be one of " + String.join(", ", allowed));
    }
    return text;
  }

  /// The parsed value; empty when unset or wrong, and then the problem is remembered.
  <T> Optional<T> parsed(String name, Function<String, T> parse) {
    String value = raw(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(value));
    } catch (InvalidValueException e) {
      report(name, e.getMessage());
      return Optional.empty();
    }
  }

  /// The items of a list, each parsed; wrong ones are reported and left out.
  <T> List<T> list(String name, Function<String, T> parse) {
    List<T> items = new ArrayList<>();
    for (String item : parsed(name, ListForm::items).orElse(List.of())) {
      try {
        items.add(parse.apply(item));
      } catch (InvalidValueException e) {
        report(name, e.getMessage());
      }
    }
    return items;
  }

  void report(String name, String message) {
    wrong.add(new SettingsException.Wrong(name, message));
  }

  void failIfWrong() throws SettingsException {
    if (!wrong.isEmpty()) {
      throw new SettingsException(wrong);
    }
  }
}
