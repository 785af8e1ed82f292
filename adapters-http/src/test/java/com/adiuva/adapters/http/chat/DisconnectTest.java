package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.RawSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client that goes away takes its request with it (row C6).
final class DisconnectTest {
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private ChatServer server;

  @BeforeEach
  void start() {
    server = new ChatServer();
  }

  @AfterEach
  void stop() throws Exception {
    try {
      server.awaitSockets(0);
    } finally {
      server.close();
    }
  }

  @FunctionalInterface
  private interface Leaving {
    void leave(RawSocket socket) throws Exception;
  }

  private void cancelledWithinASecond(Leaving leaving) throws Exception {
    for (boolean midSentence : new boolean[] {false, true}) {
      try (RawSocket socket = server.open()) {
        socket.text(ChatServer.HELLO);
        GatedModel.Call call = server.model.nextCall();
        if (midSentence) {
          call.says("I have ");
          assertThat(socket.nextMessage().text()).isEqualTo("I have ");
        }
        long left = System.nanoTime();
        leaving.leave(socket);
        call.awaitCancelled();
        call.awaitEnded();
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(ONE_SECOND);
      }
    }
  }

  @Test
  void c6AClosingFrame() throws Exception {
    cancelledWithinASecond(socket -> {
      socket.frame(RawSocket.CLOSE, true, new byte[] {3, (byte) 0xE8});
      assertThat(socket.closeCode()).isEqualTo(1000);
    });
  }

  @Test
  void c6AnEndOfTheConnection() throws Exception {
    cancelledWithinASecond(RawSocket::close);
  }

  @Test
  void c6AReset() throws Exception {
    cancelledWithinASecond(RawSocket::reset);
  }

  @Test
  void c6AFrameThatBreaksTheProtocol() throws Exception {
    cancelledWithinASecond(socket -> socket.unmasked(RawSocket.TEXT, new byte[] {'x'}));
  }

  /// The first request's thread is held after its last frame, where it only has a line to log,
  /// until the second request has come: then the second must be the one that a disconnect cancels.
  @Test
  void c6ARequestThatCameBeforeTheOneBeforeItWasTidiedAway() throws Exception {
    try (HeldLog log = new HeldLog();
        RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call first = server.model.nextCall();
      first.says("one");
      first.finishes();
      assertThat(socket.nextMessage().text()).isEqualTo("one");
      assertThat(socket.nextMessage().text()).startsWith("{\"done\"");
      log.awaitLine();
      socket.text(ChatServer.HELLO);
      socket.text(ChatServer.HELLO);
      assertThat(socket.nextMessage().text()).contains("request_in_progress");
      log.release();
      GatedModel.Call second = server.model.nextCall();
      socket.reset();
      second.awaitCancelled();
    }
  }

  @Test
  void aStoppingServerClosesWith1001AndCancels() throws Exception {
    try (RawSocket waiting = server.open();
        RawSocket running = server.open()) {
      running.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      Thread stopping = Thread.ofVirtual().start(server::stop);
      assertThat(waiting.closeCode()).isEqualTo(1001);
      assertThat(running.closeCode()).isEqualTo(1001);
      call.awaitCancelled();
      call.awaitEnded();
      assertThat(waiting.isCut()).isTrue();
      stopping.join();
    }
  }
}
