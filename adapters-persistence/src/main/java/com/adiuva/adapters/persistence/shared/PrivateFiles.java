package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that no other user of the machine may read.
final class PrivateFiles {
  private PrivateFiles() {}

  /// Creates the folder and its parents; the folder itself is closed to others (mode 0700).
  static void directory(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /// Replaces the file in one step; at no time is it readable to others (mode 0600) or half
  /// written.
  static void write(Path file, String content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path fresh =
        Files.createTempFile(
            folder,
            ".new-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /// Whether the owner alone may do anything with it.
  static boolean isPrivate(Path path) throws IOException {
    return PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))
        .endsWith("------");
  }
}
