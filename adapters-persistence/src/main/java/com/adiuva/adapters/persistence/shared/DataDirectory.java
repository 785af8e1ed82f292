package com.adiuva.adapters.persistence.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// A PostgreSQL data directory of ours and the server programs that work on it.
///
/// Beside `data` lie the `password` of both roles (mode 0600) and `postgres.log`, the only place
/// the server writes to.
final class DataDirectory {
  static final String SUPERUSER = "postgres";
  static final String OWNER = "adiuva";

  private static final String VERSION = "18";
  private static final Duration CREATE_DEADLINE = Duration.ofMinutes(2);
  private static final int START_SECONDS = 120;

  /// Loopback and a password for everybody; there is no socket for `local` to come through.
  private static final String ACCESS =
      """
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private final Path home;
  private final Path data;
  private final Path binaries;
  private final Path log;
  private final boolean durable;

  /// @param home the folder that holds all of it
  /// @param binaries the unpacked programs
  /// @param durable false for tests, which may lose all in a power cut
  DataDirectory(Path home, Path binaries, boolean durable) {
    this.home = home;
    this.data = home.resolve("data");
    this.binaries = binaries;
    this.log = home.resolve("postgres.log");
    this.durable = durable;
  }

  Path data() {
    return data;
  }

  Path log() {
    return log;
  }

  String password() throws IOException {
    return Files.readString(home.resolve("password")).strip();
  }

  Optional<Postmaster> postmaster() throws IOException {
    return Postmaster.of(data);
  }

  /// Creates the data directory with our role and database in it, unless it is there. It appears
  /// only complete: what an interrupted creation left is thrown away.
  void createIfMissing() throws IOException {
    if (Files.isDirectory(data)) {
      requireOurVersion();
      return;
    }
    Path fresh = home.resolve("data.new");
    PostgresBinaries.delete(fresh);
    Path passwordFile = home.resolve("password");
    PrivateFiles.write(passwordFile, randomPassword() + "\n");
    require(
        program("initdb")
            .with("-D", fresh.toString(), "-U", SUPERUSER, "--pwfile=" + passwordFile)
            .with("--auth-local=reject", "--auth-host=scram-sha-256")
            .with("--encoding=UTF8", "--locale=C")
            .with("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions")
            .with(durable ? new String[0] : new String[] {"--no-sync"})
            .run(CREATE_DEADLINE, ""),
        "created");
    Files.writeString(fresh.resolve("pg_hba.conf"), ACCESS);
    require(
        program("postgres")
            .with("--single", "-D", fresh.toString(), "postgres")
            .run(
                CREATE_DEADLINE,
                """
                CREATE ROLE %s LOGIN PASSWORD '%s';
                CREATE DATABASE %s OWNER %s;
                """
                    .formatted(OWNER, password(), OWNER, OWNER)),
        "created");
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.sync(home);
  }

  /// Starts the server and waits until it accepts connections. What a server that was killed left
  /// running here is ended first.
  ///
  /// @return false when it did not start, such as for a port somebody else took, or because another
  ///   one works here
  boolean start(int port) throws IOException {
    if (postmaster().isPresent()) {
      return false;
    }
    ServerProcesses.endAllOf(data);
    Postmaster.forgetStranger(data);
    Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
    Files.writeString(data.resolve("postgresql.conf"), configuration(port));
    return program("pg_ctl")
            .with("start", "-w", "-s", "-t", Integer.toString(START_SECONDS))
            .with("-D", data.toString(), "-l", log.toString())
            .run(Duration.ofSeconds(START_SECONDS + 5), "")
        == 0;
  }

  /// Ends the server, its connections with it, and waits for its end; one that has not ended by the
  /// deadline is killed, which costs a recovery at the next start but no data. Without a server it
  /// does nothing.
  void stop(Duration deadline) throws IOException {
    Optional<Postmaster> postmaster = postmaster();
    if (postmaster.isEmpty()) {
      return;
    }
    int exit =
        program("pg_ctl")
            .with("stop", "-w", "-s", "-m", "fast", "-t", Long.toString(deadline.toSeconds()))
            .with("-D", data.toString())
            .run(deadline.plusSeconds(2), "");
    if (exit != 0) {
      postmaster.get().kill(Duration.ofSeconds(5));
    }
  }

  private Program program(String name) {
    return new Program(binaries.resolve("bin").resolve(name), log);
  }

  private void requireOurVersion() throws IOException {
    String found;
    try {
      found = Files.readString(data.resolve("PG_VERSION")).strip();
    } catch (NoSuchFileException e) {
      found = "unknown";
    }
    if (!found.equals(VERSION)) {
      throw new DatabaseStartException(
          "The database under DATA_DIR was written by PostgreSQL "
              + found
              + ", this server brings "
              + VERSION
              + ": restore it there from a dump.");
    }
  }

  private void require(int exitCode, String what) {
    if (exitCode != 0) {
      throw new DatabaseStartException(
          "The embedded PostgreSQL could not be "
              + what
              + "; the reason is at the end of "
              + log
              + (Program.isRoot()
                  ? " (as root it needs user namespaces: run as another user or set DATABASE_URL)."
                  : "."));
    }
  }

  private static String randomPassword() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Statements, their values and the details of constraint violations stay out of its log: they
  /// are user content.
  private String configuration(int port) {
    String sync = durable ? "on" : "off";
    return String.format(
        Locale.ROOT,
        """
        # written by the server at each start
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 200
        shared_buffers = 128MB
        dynamic_shared_memory_type = posix
        fsync = %s
        synchronous_commit = %s
        full_page_writes = %s
        wal_level = minimal
        max_wal_senders = 0
        max_wal_size = 512MB
        deadlock_timeout = 250ms
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_min_messages = log
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_checkpoints = off
        log_autovacuum_min_duration = -1
        lc_messages = 'C'
        """,
        port,
        sync,
        sync,
        sync);
  }
}
