package com.adiuva.adapters.llm.offline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/// Tables beside the tests.
final class Resources {
  private Resources() {}

  /// The lines of a table, without comments.
  static Stream<String> lines(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
