package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.sockets.SocketSession;
import com.adiuva.adapters.http.testkit.RawSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Pings, and who does not answer them; with short times, since the clock here is the real one.
final class HeartbeatTest {
  private static final Duration NEVER = Duration.ofMinutes(5);

  @Test
  void pingsComeAndASocketThatAnswersThemWaitsAsLongAsItLikes() throws Exception {
    SocketSession.Timings timings =
        new SocketSession.Timings(Duration.ofMillis(50), Duration.ofSeconds(1), NEVER, NEVER);
    try (ChatServer server = new ChatServer(timings);
        RawSocket socket = server.open()) {
      long opened = System.nanoTime();
      while (Duration.ofNanos(System.nanoTime() - opened).compareTo(Duration.ofSeconds(3)) < 0) {
        RawSocket.Frame ping = socket.next();
        assertThat(ping.opcode()).isEqualTo(RawSocket.PING);
        socket.frame(RawSocket.PONG, true, ping.payload());
      }
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      call.says("fine");
      assertThat(socket.nextMessage().text()).isEqualTo("fine");
    }
  }

  @Test
  void whoIsSilentIsClosedAndItsRequestCancelled() throws Exception {
    SocketSession.Timings timings =
        new SocketSession.Timings(
            Duration.ofMillis(100), Duration.ofMillis(500), NEVER, Duration.ofMillis(200));
    try (ChatServer server = new ChatServer(timings);
        RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      RawSocket.Frame frame = socket.next();
      while (frame.opcode() == RawSocket.PING) {
        frame = socket.next();
      }
      assertThat(frame.opcode()).isEqualTo(RawSocket.CLOSE);
      assertThat(frame.closeCode()).isEqualTo(1001);
      call.awaitCancelled();
      call.awaitEnded();
      // Nor does it take part in the closing handshake.
      assertThat(socket.isCut()).isTrue();
      server.awaitSockets(0);
    }
  }
}
