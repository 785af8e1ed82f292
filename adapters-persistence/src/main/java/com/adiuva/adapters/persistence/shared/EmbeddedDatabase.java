package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of our own under `DATA_DIR/postgres`, for those who do not run one: durable,
/// reachable over loopback with a random password only, restarted when it dies, stopped with us.
///
/// A server left behind by a process of ours that was killed is stopped first. Whoever starts it
/// must close it; there is no shutdown hook, since requests in flight still need it when the
/// process is told to end.
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration ORPHAN_STOP = Duration.ofSeconds(3);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int START_ATTEMPTS = 5;
  private static final Duration WATCH_END = Duration.ofSeconds(5);
  private static final int WATCH_MILLIS = 250;
  private static final int MAX_WATCH_MILLIS = 5000;

  private final FileChannel lock;
  private final DataDirectory directory;
  private final Path urlFile;
  private final int port;
  private final DatabaseUrl url;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watch;

  private EmbeddedDatabase(FileChannel lock, DataDirectory directory, Path urlFile, int port)
      throws IOException {
    this.lock = lock;
    this.directory = directory;
    this.urlFile = urlFile;
    this.port = port;
    this.url = url(DataDirectory.OWNER, DataDirectory.OWNER);
    PrivateFiles.write(urlFile, url.reveal() + "\n");
    this.watch = Thread.ofVirtual().name("embedded-postgresql-watch").start(this::watch);
  }

  /// Starts it, creating the database when there is none, and returns when it accepts connections.
  ///
  /// @param dataDir `DATA_DIR`; PostgreSQL keeps to its subfolder `postgres`
  /// @throws DatabaseStartException when another live server works on the same folder, or it cannot
  ///   be started here
  public static EmbeddedDatabase start(Path dataDir) {
    return start(dataDir, dataDir.resolve("postgres"), true);
  }

  /// The same, with the programs of PostgreSQL (60 MB) unpacked under `binaries` rather than under
  /// `DATA_DIR`, so that several data folders share them.
  public static EmbeddedDatabase start(Path dataDir, Path binaries) {
    return start(dataDir, binaries, true);
  }

  static EmbeddedDatabase start(Path dataDir, Path binaries, boolean durable) {
    try {
      Path home = home(dataDir);
      PrivateFiles.directory(home);
      home = home.toRealPath();
      FileChannel lock = lock(home);
      try {
        DataDirectory directory =
            new DataDirectory(
                home,
                PostgresBinaries.unpackedUnder(binaries.toAbsolutePath().normalize()),
                durable);
        directory.stop(ORPHAN_STOP);
        Files.writeString(directory.log(), "");
        directory.createIfMissing();
        int port = startOnFreePort(directory);
        return new EmbeddedDatabase(lock, directory, home.resolve("url"), port);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DatabaseStartException(
          "The embedded PostgreSQL cannot be started under DATA_DIR (" + e + ").", e);
    }
  }

  /// The database of a server that runs on this `DATA_DIR` in another process; empty when none
  /// does.
  public static Optional<DatabaseUrl> attach(Path dataDir) {
    try {
      Path home = home(dataDir);
      if (!Files.isDirectory(home) || Postmaster.of(home.toRealPath().resolve("data")).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(DatabaseUrl.parse(Files.readString(home.resolve("url"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the database's address under " + dataDir, e);
    }
  }

  public DatabaseUrl url() {
    return url;
  }

  /// For those who create databases of their own in it.
  DatabaseUrl superuserUrl() {
    return url(DataDirectory.SUPERUSER, "postgres");
  }

  /// Stops it; open connections are cut. A second call does nothing.
  @Override
  public void close() {
    closing.countDown();
    if (!lock.isOpen()) {
      return;
    }
    try (lock) {
      try {
        endWatch();
        Files.deleteIfExists(urlFile);
      } finally {
        directory.stop(STOP);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop the embedded PostgreSQL", e);
    }
  }

  /// One that is just starting the server again may finish that, unless it takes long.
  private void endWatch() {
    try {
      if (!watch.join(WATCH_END)) {
        watch.interrupt();
        watch.join(WATCH_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DatabaseUrl url(String user, String database) {
    try {
      return new DatabaseUrl(
          "127.0.0.1:" + port, database, user, directory.password(), Map.of("sslmode", "disable"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the password of the embedded PostgreSQL", e);
    }
  }

  private static Path home(Path dataDir) {
    return dataDir.toAbsolutePath().normalize().resolve("postgres");
  }

  /// Who holds this lock owns the folder; the operating system releases it however we end.
  private static FileChannel lock(Path home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // this very process holds it
    }
    channel.close();
    throw new DatabaseStartException(
        "Another server is running on this DATA_DIR: stop it, or give this one a DATA_DIR of its"
            + " own.");
  }

  private static int startOnFreePort(DataDirectory directory) throws IOException {
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      int port = freePort();
      if (directory.start(port)) {
        return port;
      }
    }
    throw new DatabaseStartException(
        "The embedded PostgreSQL does not start; the reason is at the end of "
            + directory.log()
            + ".");
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /// Starts the server again, on the port everybody knows, when it died; ever less often while that
  /// fails.
  private void watch() {
    int pause = WATCH_MILLIS;
    try {
      while (!closing.await(pause, TimeUnit.MILLISECONDS)) {
        pause = serves() ? WATCH_MILLIS : Math.min(2 * pause, MAX_WATCH_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean serves() {
    try {
      if (directory.postmaster().isPresent()) {
        return true;
      }
      log.warn("The embedded PostgreSQL has ended unexpectedly; starting it again");
      if (directory.start(port)) {
        log.info("The embedded PostgreSQL is back");
        return true;
      }
    } catch (IOException | RuntimeException e) {
      log.error("The embedded PostgreSQL cannot be started again yet", e);
    }
    return false;
  }
}
