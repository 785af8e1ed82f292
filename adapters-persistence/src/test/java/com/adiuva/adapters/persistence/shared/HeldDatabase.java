package com.adiuva.adapters.persistence.shared;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/// A process of its own that holds an embedded database until it is killed or its standard input
/// ends.
final class HeldDatabase {
  private HeldDatabase() {}

  /// @param arguments `DATA_DIR`
  public static void main(String[] arguments) throws IOException {
    try (EmbeddedDatabase database =
            EmbeddedDatabase.start(Path.of(arguments[0]), TestServer.binaries(), false);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(database.url().hosts().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.write('\n');
      while (System.in.read() >= 0) {
        // until the end
      }
    }
  }

  /// Starts the process and waits until its database is ready.
  static Process start(Path dataDir) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HeldDatabase.class.getName(),
                dataDir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String ready = process.inputReader().readLine();
    if (ready == null) {
      throw new IOException("the process ended instead of starting a database");
    }
    return process;
  }
}
