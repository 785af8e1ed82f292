package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.testkit.RawSocket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client that wants its request to end is heard though no virtual thread gets to run.
final class BusyServerTest {
  private static final int CARRIERS = Runtime.getRuntime().availableProcessors();

  private ChatServer server;

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
