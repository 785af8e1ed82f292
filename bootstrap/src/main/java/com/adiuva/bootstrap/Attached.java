package com.adiuva.bootstrap;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.adapters.persistence.shared.DatabaseSettings;
import com.adiuva.adapters.persistence.shared.DatabaseStartException;
import com.adiuva.adapters.persistence.shared.DatabaseUrl;
import com.adiuva.adapters.persistence.shared.EmbeddedDatabase;
import com.adiuva.bootstrap.settings.Environment;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.settings.SettingsException;
import com.adiuva.bootstrap.wiring.Opened;
import com.adiuva.bootstrap.wiring.ProgramFolder;
import com.adiuva.bootstrap.wiring.StartException;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/// What a command of the operator works with: the data of the server the settings describe, whether
/// that is running or not.
final class Attached {
  private static final int CONNECTIONS = 4;

  private Attached() {}

  /// The work of a command.
  @FunctionalInterface
  interface Work {
    /// @param opened closes what the work opens
    /// @return the exit code
    int on(Settings settings, Database database, Opened opened) throws IOException, StartException;
  }

  /// Runs the work and says on `err` what keeps it from being done.
  ///
  /// @return the exit code
  static int run(PrintWriter err, Work work) {
    try {
      Settings settings =
          Settings.of(Environment.read(Path.of("").toAbsolutePath(), System.getenv()));
      try (Opened opened = new Opened()) {
        return work.on(settings, database(settings, opened), opened);
      }
    } catch (SettingsException e) {
      err.println(e.getMessage());
      return Main.WRONG_SETTINGS;
    } catch (ProblemException e) {
      err.println(e.problem().detail());
    } catch (StartException
        | DatabaseStartException
        | InvalidValueException
        | UncheckedIOException
        | IOException e) {
      err.println(e.getMessage());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static Database database(Settings settings, Opened opened) throws StartException {
    Optional<DatabaseUrl> running =
        settings.database().isPresent()
            ? settings.database()
            : EmbeddedDatabase.attach(settings.dataDir());
    DatabaseUrl url =
        running.isPresent()
            ? running.get()
            : opened
                .open(() ->
                    EmbeddedDatabase.start(
                        settings.dataDir(),
                        ProgramFolder.or(settings.dataDir().resolve("postgres"))))
                .url();
    return opened.open(
        () -> Database.open(url, DatabaseSettings.defaults().withConnections(CONNECTIONS)));
  }
}
