package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.sockets.SocketSession;
import com.adiuva.adapters.http.testkit.RawSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client that stops reading (row C5) holds its own model, and in the end loses its socket; it
/// costs the server a bounded amount of memory and others nothing.
final class SlowReaderTest {
  private static final SocketSession.Timings TIMINGS =
      new SocketSession.Timings(
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));

  /// More than the bound, and than what the network between may hold.
  private static final int MANY_MEBIBYTES = 64 * 1024 * 1024;

  private static final String PARAGRAPH = "word ".repeat(6_000);

  private ChatServer server;

  @BeforeEach
  void start() {
    server = new ChatServer(TIMINGS);
  }

  @AfterEach
  void stop() throws Exception {
    try {
      server.awaitSockets(0);
    } finally {
      server.close();
    }
  }

  /// Lets the model write far more than fits, each paragraph once the one before was taken.
  ///
  /// @return completes when the model was stopped, with how many characters had been taken
  private static CompletableFuture<Long> flood(GatedModel.Call call) {
    CompletableFuture<Long> taken = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          long written = 0;
          while (!call.isCancelled() && written < MANY_MEBIBYTES) {
            CompletableFuture<Void> next = call.saying(PARAGRAPH);
            CompletableFuture.anyOf(next, call.cancelled()).join();
            if (next.isDone()) {
              written += PARAGRAPH.length();
            }
          }
          taken.complete(written);
        });
    return taken;
  }

  @Test
  void c5TheModelWaitsAndTheSocketClosesWith1013() throws Exception {
    try (RawSocket stuck = server.open();
        RawSocket other = server.open()) {
      stuck.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      CompletableFuture<Long> taken = flood(call);

      other.text(ChatServer.HELLO);
      GatedModel.Call otherCall = server.model.nextCall();
      otherCall.says("unaffected");
      assertThat(other.nextMessage().text()).isEqualTo("unaffected");

      call.awaitCancelled();
      assertThat(taken.get()).isLessThan(MANY_MEBIBYTES / 2);
      call.awaitEnded();
      otherCall.says("still unaffected");
      assertThat(other.nextMessage().text()).isEqualTo("still unaffected");

      // Who reads again in time learns why.
      assertThat(stuck.closeCode()).isEqualTo(1013);
    }
  }

  @Test
  void c5WhoNeverReadsAgainIsCut() throws Exception {
    try (RawSocket stuck = server.open()) {
      stuck.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      CompletableFuture<Long> taken = flood(call);
      call.awaitCancelled();
      assertThat(taken.get()).isLessThan(MANY_MEBIBYTES / 2);
      call.awaitEnded();
      server.awaitSockets(0);
      assertThat(stuck.isCut()).isTrue();
    }
  }

  @Test
  void c5WhoReadsSlowlyGetsAll() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      int paragraphs = 250;
      for (int i = 0; i < paragraphs; i++) {
        call.says(PARAGRAPH);
      }
      call.finishes();
      StringBuilder received = new StringBuilder();
      String frame = socket.nextMessage().text();
      while (!frame.startsWith("{")) {
        received.append(frame);
        frame = socket.nextMessage().text();
      }
      assertThat(received.toString()).isEqualTo(PARAGRAPH.repeat(paragraphs));
    }
  }
}
