package com.adiuva.domain.records;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.regex.Pattern;

/// The client's name for a kind of records: `[A-Za-z0-9_.-]{1,64}`, but neither `.` nor `..`, which
/// are no names in a blob's key.
public record TableName(String value) {
  private static final Pattern FORM = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.-]{1,64}");

  /// @throws InvalidValueException for anything else
  public TableName {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidValueException(
          "table_name", "must be 1 to 64 of letters, digits, '_', '.', '-', and not just dots");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
