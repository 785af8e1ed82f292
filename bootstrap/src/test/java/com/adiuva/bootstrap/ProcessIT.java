package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.ServerProcess;
import com.adiuva.bootstrap.testkit.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as an operator meets it.
final class ProcessIT {
  private static final Map<String, String> QUICK = Map.of("BCRYPT_COST", "4");

  @TempDir private Path dataDir = Path.of("");

  @Test
  void listsEveryWrongSettingAndExitsWith2() throws Exception {
    try (ServerProcess process =
        ServerProcess.launch(
            "serve",
            dataDir,
            Map.of(
                "PORT", "http", "ENV", "prod", "JWT_SECRET", "change-me", "LLM_MODEL", "no/x"))) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.output())
          .contains("PORT:", "JWT_SECRET:", "LLM_MODEL:")
          .doesNotContain("change-me", "Exception", "\tat ");
    }
  }

  @Test
  void saysThatThePortIsBusy() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerProcess process =
            ServerProcess.launch(
                "serve", dataDir, Map.of("PORT", String.valueOf(busy.getLocalPort())))) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.output())
          .contains(String.valueOf(busy.getLocalPort()), "in use")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void saysThatTheDatabaseCannotBeReached() throws Exception {
    try (ServerProcess process =
        ServerProcess.launch(
            "serve",
            dataDir,
            Map.of("DATABASE_URL", "postgresql://ann:hunter2@127.0.0.1:1/adiuva"))) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.output()).contains("DATABASE_URL").doesNotContain("hunter2", "\tat ");
    }
  }

  @Test
  void aSecondServerOnTheSameFolderIsRefusedAndTheFirstLivesOn() throws Exception {
    try (ServerProcess first = ServerProcess.serve(dataDir, QUICK);
        ApiClient client = new ApiClient(first.url());
        ServerProcess second = ServerProcess.launch("serve", dataDir, QUICK)) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output()).contains("DATA_DIR");
      assertThat(client.get("/health/ready", null).status()).isEqualTo(200);
    }
  }

  @Test
  void takesOverAfterItWasKilled() throws Exception {
    String secret;
    try (ServerProcess killed = ServerProcess.serve(dataDir, QUICK)) {
      killed.kill();
      secret = Files.readString(dataDir.resolve("jwt.secret"));
    }
    try (ServerProcess next = ServerProcess.serve(dataDir, QUICK);
        ApiClient client = new ApiClient(next.url())) {
      assertThat(client.get("/health/ready", null).status()).isEqualTo(200);
      assertThat(Files.readString(dataDir.resolve("jwt.secret"))).isEqualTo(secret);
    }
  }

  @Test
  void stopsGracefullyOnSigterm() throws Exception {
    try (ServerProcess process = ServerProcess.serve(dataDir, QUICK);
        ApiClient client = new ApiClient(process.url())) {
      assertThat(pidFile()).exists();
      String token =
          client
              .register("ann@example.org", "a password for tests", "10.0.0.1")
              .text("access_token");
      try (SocketClient socket = SocketClient.open(process.url(), token)) {
        process.terminate();
        assertThat(socket.closed().get(30, TimeUnit.SECONDS)).isEqualTo(1001);
        // The JVM reports the signal; what it did before is told by the log and the lock.
        assertThat(process.exitCode()).isIn(0, 143);
        assertThat(process.output()).contains("stopped");
      }
      assertThat(pidFile()).doesNotExist();
    }
  }

  @Test
  void aSignalWhileItStartsLeavesNoDatabaseBehind() throws Exception {
    try (ServerProcess process = ServerProcess.launch("serve", dataDir, QUICK)) {
      while (!Files.exists(pidFile())) {
        LockSupport.parkNanos(1_000_000);
      }
      process.terminate();
      assertThat(process.exitCode()).isIn(0, 1, 143);
      assertThat(pidFile()).doesNotExist();
    }
  }

  @Test
  void h09_inProdEveryLineIsJsonAndNothingOfAPersonIsInIt() throws Exception {
    try (ServerProcess process =
            ServerProcess.serve(
                dataDir,
                Map.of(
                    "ENV",
                    "prod",
                    "BCRYPT_COST",
                    "4",
                    "LLM_FALLBACK_MODELS",
                    "openai/never-called",
                    "OPENAI_API_KEY",
                    "canary-key"));
        ApiClient client = new ApiClient(process.url())) {
      ApiClient.Answer ann =
          client.register("canary-mail@example.org", "canary-password", "10.0.0.1");
      String token = ann.text("access_token");
      client.login("canary-mail@example.org", "canary-wrong-password", "10.0.0.1");
      client.post("/chat", token, Map.of("message", "create a task canary-message due tomorrow"));
      client.get("/auth/me?email=canary-query", "canary-token");
      client.get("/canary-path", token);
      try (SocketClient socket = SocketClient.open(process.url(), token)) {
        socket.send("{\"message\":\"canary-socket\"}");
        socket.frame();
      }
      process.terminate();
      process.exitCode();
      assertThat(process.output()).doesNotContain("canary", token, ann.text("refresh_token"));
      assertThat(process.output().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(json(line).path("level").isTextual()).isTrue());
    }
  }

  /// There while the embedded database runs.
  private Path pidFile() {
    return dataDir.resolve("postgres").resolve("data").resolve("postmaster.pid");
  }

  private static JsonNode json(String line) throws IOException {
    return ApiClient.JSON.readTree(line);
  }
}
