package com.adiuva.benchmarks.records;

import com.adiuva.benchmarks.load.Api;
import com.adiuva.benchmarks.load.ClosedLoop;
import com.adiuva.benchmarks.load.Connection;
import java.io.IOException;

/// A client that creates records, one or a batch at a time.
final class HttpCreates implements ClosedLoop.Step {
  private final Api api;
  private final int batch;
  private final Connection connection;
  private final Ciphertexts content = new Ciphertexts();

  /// @param batch how many at a time
  HttpCreates(Api api, int batch) throws IOException {
    this.api = api;
    this.batch = batch;
    this.connection = new Connection(api.port());
  }

  @Override
  public void run() throws IOException {
    int status =
        batch == 1
            ? connection.exchange(api.json("POST", "/storage/records", content.create()))
            : connection.exchange(api.json("POST", "/storage/batch", content.batch(batch)));
    if (status != (batch == 1 ? 201 : 200)) {
      throw new IllegalStateException("creating answered " + status);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
