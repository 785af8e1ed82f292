package com.adiuva.benchmarks.chat;

import com.adiuva.benchmarks.load.Api;
import com.adiuva.benchmarks.load.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// `POST /chat` over one connection.
final class HttpChat implements AutoCloseable {
  private final Connection connection;
  private final byte[] request;

  /// @param body a `ChatRequest`
  HttpChat(Api api, String body) throws IOException {
    connection = new Connection(api.port());
    request = api.json("POST", "/chat", body.getBytes(StandardCharsets.UTF_8));
  }

  /// One message; the whole answer is its first piece too.
  Timing run() throws IOException {
    long began = System.nanoTime();
    int status = connection.exchange(request);
    long took = System.nanoTime() - began;
    if (status != 200) {
      throw new IllegalStateException("the server answered " + status);
    }
    return new Timing(took, took);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
