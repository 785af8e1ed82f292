package com.adiuva.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The same GET over several connections for a while: closed loop, each connection sends its next
/// request when the last was answered.
///
/// @param path with the base path
/// @param token the bearer token
public record Load(int port, String path, String token, int connections) {

  /// Runs the load.
  ///
  /// @throws IllegalStateException when any answer is not 200: a wrong answer has no speed
  public Measurement run(Duration duration) throws InterruptedException {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    return ClosedLoop.run(connections, duration, index -> new Get(new Connection(port), request));
  }

  private static final class Get implements ClosedLoop.Step {
    private final Connection connection;
    private final byte[] request;

    Get(Connection connection, byte[] request) {
      this.connection = connection;
      this.request = request;
    }

    @Override
    public void run() throws Exception {
      int status = connection.exchange(request);
      if (status != 200) {
        throw new IllegalStateException("answered " + status);
      }
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
