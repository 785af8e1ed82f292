package com.adiuva.bootstrap.settings;

import java.nio.charset.StandardCharsets;

/// A setting that must not be printed.
///
/// @param value revealed only where it is used
public record Secret(String value) {
  /// The secret's UTF-8 bytes.
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
