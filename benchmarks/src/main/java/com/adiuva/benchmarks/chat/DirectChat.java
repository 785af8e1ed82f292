package com.adiuva.benchmarks.chat;

import com.adiuva.adapters.llm.testkit.ProviderRequest;
import com.adiuva.benchmarks.load.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The baseline: the very requests that our server sent for one message, sent to the provider again
/// by somebody who has them ready. Each waits for the answer to the one before it.
final class DirectChat implements AutoCloseable {
  private final Connection connection;
  private final List<byte[]> requests;
  private long first;

  /// @param seen what the provider got from our server
  DirectChat(int port, List<ProviderRequest> seen) throws IOException {
    connection = new Connection(port);
    requests = seen.stream().map(DirectChat::bytes).toList();
  }

  /// One message's calls; the last one's text is the answer.
  Timing run() throws IOException {
    long began = System.nanoTime();
    for (byte[] request : requests) {
      first = 0;
      int status = connection.exchange(request, (bytes, length) -> heard());
      if (status != 200) {
        throw new IllegalStateException("the provider answered " + status);
      }
    }
    return new Timing(first - began, System.nanoTime() - began);
  }

  private void heard() {
    if (first == 0) {
      first = System.nanoTime();
    }
  }

  private static byte[] bytes(ProviderRequest request) {
    StringBuilder head = new StringBuilder(512);
    head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(request.body().getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
