package com.adiuva.bootstrap;

import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.settings.SettingsException;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.wiring.StartException;
import com.adiuva.domain.shared.MovableClock;
import com.adiuva.domain.shared.RandomUuid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The whole server in this process, on a database of its own and a clock that can be moved.
final class ServerUnderTest implements AutoCloseable {
  static final String PASSWORD = "a password for tests";

  private final TestDatabase database;
  private final boolean alone;
  private final MovableClock clock =
      new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final Path dataDir;
  private final Server server;
  private final ApiClient client;

  /// @param settings on top of what tests need
  ServerUnderTest(Map<String, String> settings)
      throws IOException, SettingsException, StartException {
    this(TestDatabase.create(), true, settings);
  }

  private ServerUnderTest(TestDatabase database, boolean alone, Map<String, String> settings)
      throws IOException, SettingsException, StartException {
    this.database = database;
    this.alone = alone;
    dataDir = Files.createTempDirectory("adiuva-test");
    Map<String, String> all = new TreeMap<>();
    all.put("DATA_DIR", dataDir.toString());
    all.put("PORT", "0");
    all.put("DATABASE_URL", database.revealUrl());
    all.put("JWT_SECRET", "a secret for tests, and not for anything else");
    all.put("BCRYPT_COST", "4");
    all.put("TRUSTED_PROXIES", "127.0.0.1");
    // One user of a test does the work of many.
    all.put("RATE_LIMIT_WINDOW_MILLIS", "1");
    all.putAll(settings);
    server = Server.start(Settings.of(all), clock);
    client = new ApiClient(server.url());
  }

  /// Another one over the same database, to be closed before this one.
  ServerUnderTest beside(Map<String, String> settings)
      throws IOException, SettingsException, StartException {
    return new ServerUnderTest(database, false, settings);
  }

  MovableClock clock() {
    return clock;
  }

  ApiClient client() {
    return client;
  }

  String url() {
    return server.url();
  }

  TestDatabase database() {
    return database;
  }

  /// Registers somebody new.
  ///
  /// @return the answer with the tokens
  ApiClient.Answer somebody() throws IOException, InterruptedException {
    String email = RandomUuid.from(new SecureRandom()) + "@example.org";
    return client.register(email, PASSWORD, freshAddress());
  }

  String token() throws IOException, InterruptedException {
    return somebody().text("access_token");
  }

  /// An address that no limit has counted yet.
  static String freshAddress() {
    SecureRandom random = new SecureRandom();
    return "10.%d.%d.%d"
        .formatted(random.nextInt(256), random.nextInt(256), 1 + random.nextInt(250));
  }

  @Override
  public void close() {
    client.close();
    server.close();
    if (alone) {
      database.close();
    }
    try (Stream<Path> files = Files.walk(dataDir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
