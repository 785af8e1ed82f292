package com.adiuva.adapters.http.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.RawSocket;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who sends without end frames that need no answer keeps nobody else from having his.
final class FloodTest {
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
}
