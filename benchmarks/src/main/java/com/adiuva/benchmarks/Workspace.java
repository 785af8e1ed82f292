package com.adiuva.benchmarks;

import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder that is gone when closed.
public record Workspace(Path folder) implements AutoCloseable {
  public static Workspace create() throws IOException {
    return new Workspace(Files.createTempDirectory("adiuva-bench"));
  }

  /// Settings of a server whose data lies here, and in which one user does the work of many.
  ///
  /// @param more on top
  public Settings settings(Map<String, String> more) throws SettingsException {
    Map<String, String> all = new TreeMap<>();
    all.put("HOST", "127.0.0.1");
    all.put("PORT", "0");
    all.put("DATA_DIR", folder.toString());
    all.put("DEFAULT_TIER", "team");
    all.put("RATE_LIMIT_WINDOW_MILLIS", "1");
    all.putAll(more);
    return Settings.of(all);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
