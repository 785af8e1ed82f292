package com.adiuva.adapters.http.json;

import org.jspecify.annotations.Nullable;

/// A required value of a request: there once [Fields#check] has returned.
public final class FieldValue<T> {
  private final @Nullable T value;

  FieldValue(@Nullable T value) {
    this.value = value;
  }

  /// Whether there is a value, and no violation for it.
  public boolean isPresent() {
    return value != null;
  }

  /// @throws IllegalStateException when the value was missing or wrong and nobody checked
  public T get() {
    if (value == null) {
      throw new IllegalStateException("Fields.check() comes before FieldValue.get()");
    }
    return value;
  }
}
