package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.RawSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames that no well-meaning client sends (row C3): each ends its socket with the right code, and
/// nothing of it stays.
final class SocketFramesTest {
  private static final int MEBIBYTE = 1024 * 1024;

  private ChatServer server;

  @BeforeEach
  void start() {
    server = new ChatServer();
  }

  @AfterEach
  void everythingIsGoneAndOthersAreServed() throws Exception {
    try (RawSocket other = server.open()) {
      other.text(ChatServer.HELLO);
      server.model.nextCall().finishes();
      assertThat(other.nextMessage().opcode()).isEqualTo(RawSocket.TEXT);
      server.awaitSockets(1);
    } finally {
      server.close();
    }
  }

  @Test
  void c3BinaryFramesCloseWith1003() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.frame(RawSocket.BINARY, true, new byte[] {1, 2, 3});
      assertThat(socket.closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void c3BinaryOfAnySizeOrInFragmentsClosesWith1003() throws Exception {
    try (RawSocket large = server.open();
        RawSocket huge = server.open();
        RawSocket begun = server.open()) {
      beginning(large, 100 * 1024);
      assertThat(large.closeCode()).isEqualTo(1003);
      beginning(huge, MEBIBYTE);
      assertThat(huge.closeCode()).isEqualTo(1003);
      begun.frame(RawSocket.BINARY, false, new byte[] {1});
      assertThat(begun.closeCode()).isEqualTo(1003);
    }
  }

  /// Sends the first part of a binary frame: the server is not to wait for the rest, and what would
  /// still be on its way when it closes could cost us the close frame.
  private static void beginning(RawSocket socket, int size) throws Exception {
    byte[] frame = RawSocket.encode(RawSocket.BINARY, true, true, new byte[size]);
    socket.send(Arrays.copyOf(frame, 16 * 1024));
  }

  @Test
  void c3ABinaryFrameCancelsWhatRuns() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      socket.frame(RawSocket.BINARY, true, new byte[] {1, 2, 3});
      call.awaitCancelled();
      call.awaitEnded();
      assertThat(socket.closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void c3AMessageOfAMebibyteIsRead() throws Exception {
    try (RawSocket socket = server.open()) {
      String head = "{\"message\":\"hi\",\"context\":{\"relevant_documents\":[\"";
      String padding = "x".repeat(MEBIBYTE - head.length() - 4);
      socket.text(head + padding + "\"]}}");
      GatedModel.Call call = server.model.nextCall();
      call.says("read");
      assertThat(socket.nextMessage().text()).isEqualTo("read");
      call.finishes();
    }
  }

  @Test
  void c3ALargerOneClosesWith1009() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.frame(RawSocket.TEXT, true, new byte[MEBIBYTE + 1]);
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void c3AMebibyteInFragmentsOfOneByteIsReadAndOneMoreIsNot() throws Exception {
    try (RawSocket socket = server.open()) {
      byte[] fragment = RawSocket.encode(RawSocket.CONTINUATION, false, true, new byte[] {' '});
      byte[] thousand = new byte[fragment.length * 1024];
      for (int i = 0; i < 1024; i++) {
        System.arraycopy(fragment, 0, thousand, i * fragment.length, fragment.length);
      }
      socket.frame(RawSocket.TEXT, false, new byte[] {' '});
      for (int i = 0; i < 1024; i++) {
        socket.send(thousand);
      }
      assertThat(socket.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void c3UnmaskedFramesCloseWith1002() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.unmasked(RawSocket.TEXT, ChatServer.HELLO.getBytes(StandardCharsets.UTF_8));
      assertThat(socket.closeCode()).isEqualTo(1002);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 11, 15})
  void c3ReservedOpcodesCloseWith1002(int opcode) throws Exception {
    try (RawSocket socket = server.open()) {
      socket.frame(opcode, true, new byte[] {1});
      assertThat(socket.closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void c3ReservedBitsAndAContinuationOfNothingCloseWith1002() throws Exception {
    byte[] reserved = RawSocket.encode(RawSocket.TEXT, true, true, new byte[] {'{'});
    reserved[0] |= 0x40;
    byte[] ofNothing = RawSocket.encode(RawSocket.CONTINUATION, true, true, new byte[] {'{'});
    byte[] longPing = RawSocket.encode(RawSocket.PING, true, true, new byte[126]);
    byte[] fragmentedPing = RawSocket.encode(RawSocket.PING, false, true, new byte[1]);
    for (byte[] wrong : Arrays.asList(reserved, ofNothing, longPing, fragmentedPing)) {
      try (RawSocket socket = server.open()) {
        socket.send(wrong);
        assertThat(socket.closeCode()).isEqualTo(1002);
      }
    }
  }

  @Test
  void c3BytesThatAreNoTextCloseWith1007() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.frame(RawSocket.TEXT, true, new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'});
      assertThat(socket.closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void c3CloseCodesThatMayNotBeSentCloseWith1002() throws Exception {
    for (int code : new int[] {1005, 1006, 1015, 999}) {
      try (RawSocket socket = server.open()) {
        socket.frame(RawSocket.CLOSE, true, new byte[] {(byte) (code >> 8), (byte) code});
        assertThat(socket.closeCode()).isEqualTo(1002);
      }
    }
  }

  @Test
  void c3APingFloodIsAnsweredPingByPing() throws Exception {
    try (RawSocket socket = server.open()) {
      int pings = 5_000;
      Thread flood =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < pings; i++) {
                    socket.frame(RawSocket.PING, true, new byte[125]);
                  }
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      for (int i = 0; i < pings; i++) {
        assertThat(socket.next().opcode()).isEqualTo(RawSocket.PONG);
      }
      flood.join();
    }
  }

  @Test
  void c3AThousandFramesAreRefusedOneByOneWhileARequestRuns() throws Exception {
    try (RawSocket socket = server.open()) {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      for (int i = 0; i < 1_000; i++) {
        socket.text(ChatServer.HELLO);
      }
      for (int i = 0; i < 1_000; i++) {
        assertThat(socket.nextMessage().text()).contains("request_in_progress");
      }
      assertThat(call.isCancelled()).isFalse();
      call.finishes();
      assertThat(socket.nextMessage().opcode()).isEqualTo(RawSocket.TEXT);
      assertThat(server.model.wasCalled()).isFalse();
    }
  }
}
