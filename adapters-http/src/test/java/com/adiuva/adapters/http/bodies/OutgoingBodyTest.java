package com.adiuva.adapters.http.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.testkit.LogCapture;
import com.adiuva.adapters.http.testkit.RawConnection;
import com.adiuva.adapters.http.testkit.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutgoingBodyTest {
  private static final int CHUNK = 64 * 1024;

  /// A source that closes loudly.
  private static final class Source extends SequenceInputStream {
    private final CountDownLatch closed;

    Source(int good, InputStream then, CountDownLatch closed) {
      super(new ByteArrayInputStream(new byte[good]), then);
      this.closed = closed;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private static InputStream failing() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("the secret path of a disk");
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return read();
      }
    };
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 'x';
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        return length;
      }
    };
  }

  /// What a client gets that closes after it.
  private static String answer(int good, InputStream then, long length) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    RouteGroup group =
        routes ->
            routes.get(
                "/probe/stream",
                Access.PUBLIC,
                exchange ->
                    exchange.stream(
                        200,
                        Map.of("ETag", "\"1\""),
                        length,
                        () -> new Source(good, then, closed)));
    try (TestServer server = new TestServer(group)) {
      String answer =
          RawConnection.exchange(server.port(), RawConnection.request("GET /api/v1/probe/stream"));
      assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
      return answer;
    }
  }

  private static int bodyLength(String answer) {
    return answer.length() - answer.indexOf("\r\n\r\n") - 4;
  }

  @Test
  void lengthsAroundTheBufferArriveWhole() throws Exception {
    for (int length : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1}) {
      String answer = answer(length, InputStream.nullInputStream(), length);
      assertThat(answer).startsWith("HTTP/1.1 200").contains("Content-Length: " + length + "\r\n");
      assertThat(bodyLength(answer)).isEqualTo(length);
    }
  }

  @Test
  void s07_aSourceThatFailsAtItsEndNeverEndsWell() throws Exception {
    for (int length : new int[] {2 * CHUNK + 1, 3 * CHUNK, 4 * CHUNK + 7}) {
      String answer = answer(length, failing(), length);
      assertThat(answer).startsWith("HTTP/1.1 200");
      assertThat(bodyLength(answer)).isLessThan(length);
    }
  }

  @Test
  void s07_whatFailsBeforeAnythingWasSentIsAProblem() throws Exception {
    try (LogCapture log = new LogCapture("com.adiuva")) {
      for (int length : new int[] {0, 1, CHUNK, 2 * CHUNK - 1}) {
        assertThat(answer(length, failing(), length + 1L))
            .startsWith("HTTP/1.1 500")
            .contains("blob_missing")
            .doesNotContain("ETag", "secret");
      }
      assertThat(answer(3 * CHUNK, failing(), 4 * CHUNK)).startsWith("HTTP/1.1 200");
      assertThat(log.text()).contains("IOException").doesNotContain("secret path");
    }
  }

  @Test
  void aSourceOfAnotherLengthIsBroken() throws Exception {
    assertThat(answer(10, InputStream.nullInputStream(), 11)).startsWith("HTTP/1.1 500");
    assertThat(answer(11, InputStream.nullInputStream(), 10)).startsWith("HTTP/1.1 500");
    String tooShort = answer(3 * CHUNK, InputStream.nullInputStream(), 3 * CHUNK + 1);
    assertThat(bodyLength(tooShort)).isLessThanOrEqualTo(3 * CHUNK);
    String tooLong = answer(3 * CHUNK + 9, InputStream.nullInputStream(), 3 * CHUNK + 5);
    assertThat(bodyLength(tooLong)).isLessThan(3 * CHUNK + 5);
  }

  @Test
  void aClientThatLeavesEndsIt() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    RouteGroup group =
        routes ->
            routes.get(
                "/probe/stream",
                Access.PUBLIC,
                exchange ->
                    exchange.stream(
                        200, Map.of(), Long.MAX_VALUE, () -> new Source(1, endless(), closed)));
    try (TestServer server = new TestServer(group);
        LogCapture log = new LogCapture("com.adiuva")) {
      try (RawConnection connection = new RawConnection(server.port())) {
        connection.send(RawConnection.request("GET /api/v1/probe/stream"));
        connection.readSome(100_000);
      }
      assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(server.get("/health").status()).isEqualTo(200);
      assertThat(log.text()).doesNotContain("ERROR", "WARN");
    }
  }
}
