package com.adiuva.domain.vectors;

import com.adiuva.domain.shared.InvalidValueException;

/// The client's own name for an item, private to that user: 1 to 128 printable characters (code
/// points).
public record VectorId(String value) {
  private static final int MAX = 128;

  /// @throws InvalidValueException for anything else
  public VectorId {
    int length = value.codePointCount(0, value.length());
    if (length < 1 || length > MAX || !value.codePoints().allMatch(VectorId::isPrintable)) {
      throw new InvalidValueException("vector_id", "must be 1 to 128 printable characters");
    }
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return value;
  }
}
