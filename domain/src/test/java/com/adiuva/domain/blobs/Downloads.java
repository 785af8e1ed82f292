package com.adiuva.domain.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/// Links of a server that exists in tests only.
public final class Downloads {
  private static final String BASE = "https://adiuva.test/api/v1/downloads/";

  private Downloads() {}

  /// Links under a secret that every test knows, at a standing clock.
  public static SignedDownloads signed() {
    return signed(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  public static SignedDownloads signed(Clock clock) {
    return new SignedDownloads(
        () -> BASE,
        "a secret of tests, long enough to sign".getBytes(StandardCharsets.UTF_8),
        clock);
  }

  /// What the server would answer on the link.
  ///
  /// @throws java.util.NoSuchElementException when the link is not valid or its blob is gone
  public static byte[] follow(URI link, SignedDownloads downloads, BlobStore store)
      throws IOException {
    String token = link.toString().substring(BASE.length());
    BlobKey key = downloads.verify(token).orElseThrow().key();
    long size =
        store
            .list(key.value().substring(0, key.value().indexOf('/') + 1))
            .filter(blob -> blob.key().equals(key))
            .findAny()
            .orElseThrow()
            .sizeBytes();
    try (InputStream stream = store.open(key, ByteRange.all(size)).orElseThrow()) {
      return stream.readAllBytes();
    }
  }
}
