package com.adiuva.adapters.http.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.testkit.Blobs;
import com.adiuva.adapters.http.testkit.LogCapture;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.domain.shared.Ciphertext;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Many large bodies at once; run it with little memory to see that it is enough.
class LargeBodiesTest {
  private static final int REQUESTS = 16;

  /// Reads a record as the true route does, and forgets it.
  private static final RouteGroup READER =
      routes ->
          routes.post(
              "/probe/record",
              Access.PUBLIC,
              16 << 20,
              exchange -> {
                Fields body = exchange.jsonBody();
                Supplier<Ciphertext> content = RecordFields.content(body);
                body.check();
                exchange.respond(200, Json.object().put("size", content.get().size()));
              });

  @Test
  void f26_manyAtOnceAreServedOrToldToComeBack() throws Exception {
    byte[] body =
        ("{" + Blobs.fields(new byte[RecordFields.MAX_BLOB]) + "}")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] head =
        RawConnection.request(
                "POST /api/v1/probe/record",
                "Content-Type: application/json",
                "Content-Length: " + body.length)
            .getBytes(StandardCharsets.US_ASCII);
    try (TestServer server = new TestServer(READER);
        LogCapture log = new LogCapture("com.adiuva");
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(clients.submit(() -> send(server.port(), head, body)));
      }
      int read = 0;
      for (Future<String> pending : answers) {
        String answer = pending.get();
        if (answer.startsWith("HTTP/1.1 200")) {
          assertThat(answer).contains("{\"size\":" + RecordFields.MAX_BLOB + "}");
          read++;
        } else if (!answer.isEmpty()) {
          assertThat(answer).startsWith("HTTP/1.1 503").contains("Retry-After: 1");
        }
      }
      assertThat(read).isPositive();
      assertThat(log.text()).doesNotContain("OutOfMemoryError");
      assertThat(server.get("/health").status()).isEqualTo(200);
    }
  }

  /// @return the answer; empty for one whom the server had told, and whose body it would not wait
  ///   for
  private static String send(int port, byte[] head, byte[] body) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(head);
      try {
        connection.send(body);
        return connection.readAnswer();
      } catch (SocketException e) {
        return "";
      }
    }
  }
}
