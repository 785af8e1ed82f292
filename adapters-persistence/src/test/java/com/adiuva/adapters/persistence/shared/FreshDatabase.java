package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// An empty data directory, created once per test JVM and copied: creating is what takes the time.
final class FreshDatabase {
  private static final Path PROTOTYPE = create();

  private FreshDatabase() {}

  /// @param home the folder that is to hold it
  static DataDirectory copyTo(Path home) throws IOException {
    PrivateFiles.directory(home);
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(PROTOTYPE)) {
      paths = walk.skip(1).toList();
    }
    for (Path path : paths) {
      Files.copy(
          path,
          home.resolve(PROTOTYPE.relativize(path).toString()),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    return directory(home.toRealPath());
  }

  private static Path create() {
    try {
      // Of this JVM alone: another one may be running tests beside it.
      Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "fresh-database");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
      directory(home).createIfMissing();
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path home) {
    try {
      PostgresBinaries.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataDirectory directory(Path home) {
    return new DataDirectory(home, PostgresBinaries.unpackedUnder(TestServer.binaries()), false);
  }
}
