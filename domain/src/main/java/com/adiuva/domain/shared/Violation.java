package com.adiuva.domain.shared;

import java.util.List;

/// One thing wrong with a request.
///
/// @param loc the path to the value, outermost first: `["body", "email"]`
/// @param msg a sentence for a person
/// @param type a stable word for a program, such as `missing` or `string_too_long`
public record Violation(List<String> loc, String msg, String type) {
  public Violation {
    loc = List.copyOf(loc);
    if (loc.isEmpty()) {
      throw new IllegalArgumentException("a violation needs a location");
    }
  }

  /// A violation in the request's body, at the given path.
  public static Violation inBody(String field, InvalidValueException reason) {
    return new Violation(List.of("body", field), reason.getMessage(), reason.type());
  }
}
