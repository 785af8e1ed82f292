package com.adiuva.adapters.persistence.shared;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The programs of PostgreSQL for this platform, unpacked once from our class path.
final class PostgresBinaries {
  /// Headers and static libraries: a third of the files, of no use to a server.
  private static final List<String> LEFT_OUT = List.of("include/", "lib/pkgconfig/", "share/doc/");

  private PostgresBinaries() {}

  /// The folder that holds `bin/`, `lib/` and `share/` under `parent`, unpacked when it is not
  /// there yet. Its name says which build it is, and it appears only complete.
  static Path unpackedUnder(Path parent) {
    String archive = archive();
    URL url = PostgresBinaries.class.getResource("/" + archive);
    if (url == null) {
      throw new DatabaseStartException(
          "There is no embedded PostgreSQL for this platform ("
              + archive
              + "): set DATABASE_URL to a PostgreSQL server.");
    }
    try {
      Path home = parent.resolve("postgresql-" + build(url));
      if (!Files.isDirectory(home)) {
        PrivateFiles.directory(parent);
        Path partial = Files.createTempDirectory(parent, "unpacking-");
        unpack(url, partial);
        publish(partial, home);
      }
      return home;
    } catch (IOException e) {
      throw new DatabaseStartException(
          "The embedded PostgreSQL cannot be unpacked under " + parent + " (" + e + ").", e);
    }
  }

  private static String archive() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String name = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : os;
    boolean arm = System.getProperty("os.arch", "").equals("aarch64");
    boolean musl = Files.exists(Path.of("/etc/alpine-release"));
    String arch = (arm ? "arm_64" : "x86_64") + (musl ? "-alpine_linux" : "");
    return "postgres-" + name + "-" + arch + ".txz";
  }

  private static String build(URL url) throws IOException {
    if (url.openConnection() instanceof JarURLConnection jar) {
      return Long.toHexString(jar.getJarEntry().getCrc());
    }
    throw new FileNotFoundException("PostgreSQL is not in a jar: " + url);
  }

  private static void unpack(URL url, Path target) throws IOException {
    try (InputStream bytes = url.openStream();
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(bytes))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().replaceFirst("^\\./", "");
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("an entry of the archive leaves its folder");
        }
        if (LEFT_OUT.stream().anyMatch(name::startsWith) || name.endsWith(".a")) {
          continue;
        }
        unpack(entry, tar, path);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, path);
      if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, true)) {
        throw new IOException("cannot make " + path + " executable");
      }
    }
  }

  /// Makes the finished folder visible in one step; whoever comes second uses the first one's.
  private static void publish(Path partial, Path home) throws IOException {
    try {
      Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      delete(partial);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
      delete(partial);
    }
  }

  /// Removes the folder and all in it, if it is there.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
