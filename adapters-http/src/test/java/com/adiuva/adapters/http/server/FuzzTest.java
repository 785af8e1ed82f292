package com.adiuva.adapters.http.server;

import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.application.accounts.SignedIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Mutated bodies and heads: whatever comes, no answer is a 5xx, and the server lives on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_121L);
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 600);
  private static final byte[] END = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final List<String> BODIES =
      List.of(
          "POST /api/v1/auth/register {\"email\":\"a@b.org\",\"password\":\"some good words\"}",
          "POST /api/v1/auth/login {\"email\":\"a@b.org\",\"password\":\"some good words\"}",
          "POST /api/v1/auth/refresh {\"refresh_token\":\"" + "A".repeat(43) + "\"}",
          "PUT /api/v1/auth/password {\"current_password\":\"x\",\"new_password\":\"yyyyyyyy\"}",
          "POST /api/v1/chat {\"message\":\"hi\",\"context\":{\"user_profile\":{\"timezone\":"
              + "\"Europe/Berlin\"},\"conversation_history\":[{\"role\":\"user\",\"content\":"
              + "\"x\"}],\"recent_tasks\":[{\"id\":\"1\",\"due_date\":1764000000000}]}}");
  private static final List<String> SPICES =
      List.of(
          "null",
          "[]",
          "{}",
          "\"\"",
          "-1",
          "1e400",
          "9".repeat(120),
          "true",
          "\u0000",
          "\\u0000",
          "\\ud800",
          "\"",
          "}",
          ",",
          ":",
          "[[[[",
          "\uFEFF",
          "\u2028",
          "' OR 1=1--",
          "\u001b[31m");

  private final TestServer server = new TestServer();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void p11_noMutationIsAServerError() throws IOException {
    Random random = new Random(SEED);
    SignedIn ann = server.signUp();
    for (int round = 0; round < ROUNDS; round++) {
      if (round % 10 == 0) {
        server.clock.advance(Duration.ofSeconds(10));
        ann =
            server.clock.instant().isBefore(ann.accessToken().expiresAt()) ? ann : server.signUp();
      }
      String[] parts = BODIES.get(random.nextInt(BODIES.size())).split(" ", 3);
      byte[] body = mutate(parts[2].getBytes(StandardCharsets.UTF_8), random);
      String head =
          parts[0]
              + " "
              + parts[1]
              + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
              + bearer(ann)
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      String answer = send(head.getBytes(StandardCharsets.US_ASCII), body);
      assertThat(answer)
          .as("seed %d round %d: %s", SEED, round, new String(body, StandardCharsets.UTF_8))
          .containsPattern("^HTTP/1.1 [24][0-9][0-9] ");
    }
  }

  @Test
  void p11_noMutatedHeadIsAServerError() throws IOException {
    Random random = new Random(SEED);
    String common =
        "Host: localhost\r\nAuthorization: "
            + bearer(server.signUp())
            + "\r\nOrigin: http://localhost:3000\r\nX-Request-Id: x\r\n";
    List<String> heads =
        List.of(
            "GET /api/v1/auth/sessions?a=b&c HTTP/1.1\r\nConnection: close\r\n" + common,
            "DELETE /api/v1/auth/sessions/x%20y HTTP/1.1\r\nConnection: close\r\n" + common,
            String.join(
                    "\r\n",
                    "GET /api/v1/chat/stream?a=b HTTP/1.1",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "")
                + common);
    for (String head : heads) {
      assertThat(send(head.getBytes(StandardCharsets.US_ASCII), END))
          .as("the seed gets past the edge")
          .containsPattern("^HTTP/1.1 (101|200|404) ");
    }
    for (int round = 0; round < ROUNDS; round++) {
      String head = heads.get(random.nextInt(heads.size()));
      byte[] mutated = mutate(head.getBytes(StandardCharsets.US_ASCII), random);
      String answer = send(mutated, END);
      assertThat(answer)
          .as("seed %d round %d: %s", SEED, round, new String(mutated, StandardCharsets.UTF_8))
          .doesNotContainPattern("^HTTP/1.1 5")
          .doesNotContain("<html");
    }
    assertThat(server.get("/health").status()).isEqualTo(200);
  }

  private String send(byte[] head, byte[] rest) throws IOException {
    try (RawConnection connection = new RawConnection(server.port())) {
      connection.send(head);
      connection.send(rest);
      connection.endOutput();
      return connection.readToEnd();
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      int end = at + random.nextInt(Math.min(8, bytes.length - at) + 1);
      byte[] middle =
          switch (random.nextInt(4)) {
            case 0 -> new byte[] {(byte) random.nextInt(256)};
            case 1 -> SPICES.get(random.nextInt(SPICES.size())).getBytes(StandardCharsets.UTF_8);
            case 2 -> Arrays.copyOfRange(bytes, at, bytes.length);
            default -> new byte[0];
          };
      ByteArrayOutputStream mutated = new ByteArrayOutputStream();
      mutated.write(bytes, 0, at);
      mutated.write(middle, 0, middle.length);
      mutated.write(bytes, end, bytes.length - end);
      bytes = mutated.size() == 0 ? original : mutated.toByteArray();
    }
    return bytes;
  }
}
