package com.adiuva.bootstrap.wiring;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/// Where the embedded PostgreSQL's programs are unpacked: beside our own jar, where every data
/// folder finds them, or in the data folder when ours is not to be written to.
public final class ProgramFolder {
  private ProgramFolder() {}

  /// @param fallback the folder to use instead
  public static Path or(Path fallback) {
    CodeSource source = ProgramFolder.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return fallback;
    }
    try {
      Path jar = Path.of(source.getLocation().toURI());
      Path folder = jar.toAbsolutePath().getParent();
      return Files.isRegularFile(jar) && folder != null && Files.isWritable(folder)
          ? folder.resolve("postgresql")
          : fallback;
    } catch (URISyntaxException e) {
      return fallback;
    }
  }
}
