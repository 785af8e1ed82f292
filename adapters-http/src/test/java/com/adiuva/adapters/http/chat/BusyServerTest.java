package com.adiuva.adapters.http.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.RawSocket;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client that wants its request to end is heard though no virtual thread gets to run, and who
/// sends without end keeps nobody else from being served.
final class BusyServerTest {
  private static final int CARRIERS = Runtime.getRuntime().availableProcessors();

  private static final int OTHERS = 20;
  private static final int CHUNK = 64 * 1024;

  private ChatServer server;
  private volatile boolean over;

  @BeforeEach
  void start() {
    server = new ChatServer();
  }

  @AfterEach
  void stop() {
    try {
      server.awaitSockets(0);
    } finally {
      server.close();
    }
  }

  @Test
  void c6ACancelFrame() throws Exception {
    try (LiveClient client = new LiveClient(server, server.signIn())) {
      client.ask("Hello");
      GatedModel.Call call = server.model.nextCall();
      client.next("agent");
      try (Busy _ = new Busy()) {
        client.cancel();
        call.awaitCancelled();
      }
      client.next("done");
    }
  }

  @Test
  void c6AnEndOfTheConnection() throws Exception {
    LiveClient client = new LiveClient(server, server.signIn());
    client.ask("Hello");
    GatedModel.Call call = server.model.nextCall();
    client.next("agent");
    try (Busy _ = new Busy()) {
      client.close();
      call.awaitCancelled();
    }
    call.awaitEnded();
  }

  @Test
  void c6AnEndOfTheConnectionOfVersion1() throws Exception {
    RawSocket socket = server.open();
    socket.text(ChatServer.HELLO);
    GatedModel.Call call = server.model.nextCall();
    try (Busy _ = new Busy()) {
      socket.reset();
      call.awaitCancelled();
    }
    call.awaitEnded();
  }

  /// Frames that need no answer.
  @Test
  void c3Pongs() throws Exception {
    othersAreServedDuring(server.open(), RawSocket.encode(RawSocket.PONG, true, true, new byte[0]));
  }

  @Test
  void c3EmptyPartsOfAMessage() throws Exception {
    RawSocket socket = server.open();
    socket.frame(RawSocket.TEXT, false, new byte[] {'x'});
    othersAreServedDuring(
        socket, RawSocket.encode(RawSocket.CONTINUATION, false, true, new byte[0]));
  }

  @Test
  void c3Cancels() throws Exception {
    LiveClient client = new LiveClient(server, server.signIn());
    client.ask("Hello");
    GatedModel.Call call = server.model.nextCall();
    byte[] cancel = "{\"type\":\"cancel\"}".getBytes(UTF_8);
    othersAreServedDuring(client.socket, RawSocket.encode(RawSocket.TEXT, true, true, cancel));
    call.awaitEnded();
  }

  private void othersAreServedDuring(RawSocket socket, byte[] frame) throws Exception {
    byte[] chunk = new byte[frame.length * (CHUNK / frame.length)];
    for (int from = 0; from < chunk.length; from += frame.length) {
      System.arraycopy(frame, 0, chunk, from, frame.length);
    }
    CountDownLatch flooding = new CountDownLatch(8);
    Thread flood = Thread.ofPlatform().start(() -> flood(socket, chunk, flooding));
    try {
      flooding.await();
      for (int other = 0; other < OTHERS; other++) {
        try (RawSocket opened = server.open()) {
          assertThat(opened.status()).isEqualTo(101);
        }
      }
      assertThat(flood.isAlive()).isTrue();
    } finally {
      over = true;
      socket.reset();
      flood.join();
    }
  }

  private void flood(RawSocket socket, byte[] chunk, CountDownLatch flooding) {
    try {
      while (!over) {
        socket.send(chunk);
        flooding.countDown();
      }
    } catch (IOException e) {
      // the socket was reset while something waited to be sent
    }
  }

  /// Takes whatever virtual threads run on.
  private static final class Busy implements AutoCloseable {
    private volatile boolean over;

    Busy() throws InterruptedException {
      CountDownLatch running = new CountDownLatch(CARRIERS);
      for (int thread = 0; thread < 8 * CARRIERS; thread++) {
        Thread.ofVirtual()
            .start(() -> {
              running.countDown();
              while (!over) {
                Thread.onSpinWait();
              }
            });
      }
      running.await();
    }

    @Override
    public void close() {
      over = true;
    }
  }
}
