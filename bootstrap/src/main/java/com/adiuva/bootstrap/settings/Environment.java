package com.adiuva.bootstrap.settings;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The process's environment over the `.env` file of the working directory.
public final class Environment {
  private static final String FILE = ".env";

  private Environment() {}

  /// The variables: those of the environment win, but an empty one there counts as unset.
  ///
  /// @throws SettingsException when `.env` is there and cannot be read
  public static Map<String, String> read(Path directory, Map<String, String> environment)
      throws SettingsException {
    Map<String, String> all = new HashMap<>();
    if (Files.exists(directory.resolve(FILE))) {
      try {
        Dotenv file = Dotenv.configure().directory(directory.toString()).filename(FILE).load();
        for (DotenvEntry entry : file.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
          all.put(entry.getKey(), entry.getValue());
        }
      } catch (DotenvException e) {
        throw new SettingsException(
            List.of(
                new SettingsException.Wrong(
                    FILE, "cannot be read as lines of NAME=value; see .env.example")));
      }
    }
    environment.forEach((name, value) -> {
      if (!value.isBlank()) {
        all.put(name, value);
      }
    });
    return all;
  }
}
