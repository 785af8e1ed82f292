package com.adiuva.adapters.storage.s3;

import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.ConcurrentBlobStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The whole contract while every tenth request is refused, the same one only once, and every
/// seventh comes late.
final class TroubledS3BlobStoreTest implements ConcurrentBlobStoreContract {
  @TempDir private static Path folder;
  private static S3Server server;
  private static FaultProxy proxy;
  private static BlobStore store;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start(folder);
    proxy = FaultProxy.before(server.endpoint());
    store = S3BlobStoreTest.open(S3Server.settings(proxy.uri()));
    AtomicInteger requests = new AtomicInteger();
    Set<String> refused = ConcurrentHashMap.newKeySet();
    proxy.faults(request -> {
      int number = requests.incrementAndGet();
      if (request.method().equals("GET") && request.path().contains("X-Amz-Signature")) {
        return Fault.none(); // a browser does not ask again
      }
      if (number % 10 == 0 && refused.add(request.method() + request.path())) {
        return Fault.slowDown();
      }
      return number % 7 == 0 ? new Fault.Delay(Duration.ofMillis(20)) : Fault.none();
    });
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
    proxy.close();
    server.close();
  }

  @Override
  public BlobStore store() {
    return store;
  }

  @Override
  public int unfinished() {
    return server.unfinishedUploads();
  }

  @Override
  public byte[] download(URI link) throws IOException {
    try (InputStream stream = link.toURL().openStream()) {
      return stream.readAllBytes();
    }
  }
}
