package com.adiuva.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.testkit.RawSocket;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What hostile sockets leave behind (row C3): no thread, no connection, no memory.
final class SocketLeakTest {
  private static final int MEBIBYTE = 1024 * 1024;

  /// Each abuse as often as this; one buffer of 1 MiB kept for each would be twice the slack.
  private static final int SOCKETS = 32;

  private static final long HEAP_SLACK = 16L * MEBIBYTE;
  private static final int FILES_SLACK = 8;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  @TempDir private Path folder = Path.of("");

  private ChatServer server;

  /// Something that no client should do, and what it gets for it.
  private interface Abuse {
    void commit(RawSocket socket) throws Exception;
  }

  @BeforeEach
  void start() {
    server = new ChatServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void leavesNothing(Abuse abuse) throws Exception {
    // Once for what is made at the first use and kept: classes, pools, the engine's buffers.
    commit(abuse);
    long heap = heap();
    long files = openFiles();
    commit(abuse);
    await("threads of requests", () -> requestThreads() == 0);
    await("connections", () -> openFiles() <= files + FILES_SLACK);
    assertThat(heap()).isLessThan(heap + HEAP_SLACK);
  }

  private void commit(Abuse abuse) throws Exception {
    for (int i = 0; i < SOCKETS; i++) {
      try (RawSocket socket = server.open()) {
        abuse.commit(socket);
      }
    }
    server.awaitSockets(0);
  }

  @Test
  void c3PingFloods() throws Exception {
    byte[] ping = RawSocket.encode(RawSocket.PING, true, true, new byte[125]);
    leavesNothing(socket -> {
      socket.send(repeated(ping, 100));
      for (int i = 0; i < 100; i++) {
        assertThat(socket.next().opcode()).isEqualTo(RawSocket.PONG);
      }
      // And as many that nobody waits for.
      socket.send(repeated(ping, 100));
    });
  }

  @Test
  void c3AThousandFramesAtOnce() throws Exception {
    byte[] frame =
        RawSocket.encode(
            RawSocket.TEXT, true, true, ChatServer.HELLO.getBytes(StandardCharsets.UTF_8));
    leavesNothing(socket -> {
      socket.text(ChatServer.HELLO);
      GatedModel.Call call = server.model.nextCall();
      socket.send(repeated(frame, 1_000));
      assertThat(socket.nextMessage().text()).contains("request_in_progress");
      socket.reset();
      call.awaitCancelled();
      call.awaitEnded();
    });
  }

  @Test
  void c3AMebibyteOfWhichHalfIsInFragmentsOfOneByte() throws Exception {
    byte[] fragment = RawSocket.encode(RawSocket.CONTINUATION, false, true, new byte[] {' '});
    byte[] fragments = repeated(fragment, 32 * 1024);
    leavesNothing(socket -> {
      socket.frame(RawSocket.TEXT, false, new byte[MEBIBYTE - 32 * 1024]);
      socket.send(fragments);
      socket.frame(RawSocket.CONTINUATION, false, new byte[2]);
      assertThat(socket.closeCode()).isEqualTo(1009);
    });
  }

  @Test
  void c3MessagesThatNeverEnd() throws Exception {
    leavesNothing(socket -> {
      socket.frame(RawSocket.TEXT, false, new byte[MEBIBYTE - 1]);
      socket.frame(RawSocket.PING, true, new byte[0]);
      // With its answer we know that the megabyte was read.
      assertThat(socket.next().opcode()).isEqualTo(RawSocket.PONG);
      socket.reset();
    });
  }

  @Test
  void c3FramesThatEndTheSocket() throws Exception {
    byte[] text = ChatServer.HELLO.getBytes(StandardCharsets.UTF_8);
    byte[] large = new byte[MEBIBYTE - 1];
    Arrays.fill(large, (byte) ' ');
    leavesNothing(socket -> {
      socket.frame(RawSocket.TEXT, false, large);
      socket.unmasked(RawSocket.CONTINUATION, text);
      assertThat(socket.closeCode()).isEqualTo(1002);
    });
    leavesNothing(socket -> {
      socket.frame(RawSocket.TEXT, false, large);
      socket.frame(3, true, text);
      assertThat(socket.closeCode()).isEqualTo(1002);
    });
  }

  private static byte[] repeated(byte[] bytes, int times) {
    byte[] all = new byte[bytes.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }

  private static void await(String what, BooleanSupplier gone) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!gone.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s are still there", what).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /// The bytes that are still in use after everything that can go has gone.
  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static long openFiles() {
    return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
        .getOpenFileDescriptorCount();
  }

  /// The threads, virtual ones too, that work for a request or a socket's message.
  private long requestThreads() {
    try {
      Path dump = folder.resolve("threads-" + System.nanoTime());
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      try (var lines = Files.lines(dump)) {
        return lines
            .filter(line ->
                line.startsWith("#") && (line.contains("\"chat") || line.contains("\"request-")))
            .count();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
