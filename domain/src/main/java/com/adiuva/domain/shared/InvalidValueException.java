package com.adiuva.domain.shared;

/// A value that its type refuses. The edge turns it into one violation of a 422, so `getMessage()`
/// is a sentence for the person who sent the value and never repeats the value itself.
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String type;

  /// @param type a stable machine-readable word such as `string_too_short`
  /// @param message what is wrong and what would be right
  public InvalidValueException(String type, String message) {
    super(message);
    this.type = type;
  }

  /// The stable word a program can branch on.
  public String type() {
    return type;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
