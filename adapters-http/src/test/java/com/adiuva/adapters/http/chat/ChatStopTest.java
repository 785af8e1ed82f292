package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.sockets.SocketSession;
import com.adiuva.adapters.http.testkit.RawConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ChatStopTest {
  @Test
  void whatStillRunsWhenTheGraceIsOverIsAnsweredThatItMayTryAgain() throws Exception {
    try (ChatServer server =
            new ChatServer(SocketSession.Timings.STANDARD, Duration.ofMillis(100));
        RawConnection client = new RawConnection(server.port())) {
      client.send(
          "POST /api/v1/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Authorization: Bearer "
              + server.token(server.signIn())
              + "\r\nContent-Length: "
              + ChatServer.HELLO.getBytes(StandardCharsets.UTF_8).length
              + "\r\n\r\n"
              + ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
      assertThat(client.readAnswer())
          .startsWith("HTTP/1.1 503")
          .contains("service_unavailable")
          .contains("Retry-After: ");
      call.awaitEnded();
      stopped.get(15, TimeUnit.SECONDS);
    }
  }
}
