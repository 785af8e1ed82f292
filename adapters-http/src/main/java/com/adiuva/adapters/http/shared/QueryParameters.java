package com.adiuva.adapters.http.shared;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.problems.Violations;
import com.adiuva.domain.shared.InvalidValueException;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads query parameters by name and type and collects everything wrong with them. Each may be
/// there once; unknown ones are ignored. Read first, then [#check], then use the values.
public final class QueryParameters {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

  private final Context context;
  private final Violations violations = new Violations();

  QueryParameters(Context context) {
    this.context = context;
  }

  /// An integer from `min` to `max`; `otherwise` when there is none.
  public long integer(String name, long min, long max, long otherwise) {
    String range = "must be an integer from " + min + " to " + max;
    return optional(
            name,
            text -> {
              if (!INTEGER.matcher(text).matches()) {
                throw new InvalidValueException("int_parsing", range);
              }
              long value = Long.parseLong(text);
              if (value < min || value > max) {
                throw new InvalidValueException(
                    value < min ? "greater_than_equal" : "less_than_equal", range);
              }
              return value;
            })
        .orElse(otherwise);
  }

  /// A text, turned into a value by `parser`, which refuses with [InvalidValueException].
  public <T> Optional<T> optional(String name, Function<String, T> parser) {
    List<String> values = values(name);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      violation(name, "repeated", "may be there only once");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(values.getFirst()));
    } catch (InvalidValueException e) {
      violations.add(List.of("query", name), e);
      return Optional.empty();
    }
  }

  private List<String> values(String name) {
    try {
      return context.queryParams(name);
    } catch (IllegalArgumentException e) {
      throw new EdgeException(EdgeProblem.BAD_REQUEST); // a percent sign with no digits after it
    }
  }

  /// Records what only the caller can see to be wrong with a parameter.
  public void violation(String name, String type, String message) {
    violations.add(List.of("query", name), type, message);
  }

  /// @throws com.adiuva.domain.shared.ProblemException `ValidationFailed` with what was found wrong
  ///   so far
  public void check() {
    violations.check();
  }
}
