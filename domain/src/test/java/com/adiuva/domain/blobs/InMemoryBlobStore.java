package com.adiuva.domain.blobs;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// Blobs in this process, and away whenever a test wants them to be.
public final class InMemoryBlobStore implements BlobStore {
  private final Map<String, byte[]> blobs = new ConcurrentSkipListMap<>();
  private final SignedDownloads downloads;
  private volatile boolean answering = true;
  private volatile long capacity = Long.MAX_VALUE;

  public InMemoryBlobStore(SignedDownloads downloads) {
    this.downloads = downloads;
  }

  /// From now on every call fails with `StorageUnavailable`, or works again.
  public void setAnswering(boolean answering) {
    this.answering = answering;
  }

  /// From now on a put that would take the blobs over so many bytes fails with `StorageFull`.
  public void setCapacity(long bytes) {
    capacity = bytes;
  }

  /// Flips a bit of a blob of at least one byte, as a failing disk does.
  public void damage(BlobKey key) {
    blobs.computeIfPresent(
        key.value(),
        (k, bytes) -> {
          byte[] damaged = bytes.clone();
          damaged[damaged.length / 2] ^= 1;
          return damaged;
        });
  }

  @Override
  public long put(BlobKey key, InputStream content, OptionalLong length, Checksum checksum) {
    requireAnswering();
    byte[] bytes;
    try {
      bytes = content.readAllBytes();
      if (length.isPresent() && length.getAsLong() != bytes.length) {
        throw new EOFException("another number of bytes than announced");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Checksum.of(bytes).equals(checksum)) {
      throw new ProblemException(new StorageProblem.ChecksumMismatch());
    }
    requireAnswering();
    if (blobs.values().stream().mapToLong(blob -> blob.length).sum() > capacity - bytes.length) {
      throw new ProblemException(new StorageProblem.StorageFull());
    }
    blobs.put(key.value(), bytes);
    return bytes.length;
  }

  @Override
  public Optional<InputStream> open(BlobKey key, ByteRange range) {
    requireAnswering();
    return Optional.ofNullable(blobs.get(key.value())).map(bytes -> part(bytes, range));
  }

  private static InputStream part(byte[] bytes, ByteRange range) {
    int first = (int) Math.min(bytes.length, range.first());
    int end = (int) Math.min(bytes.length, range.end());
    InputStream part = new ByteArrayInputStream(bytes, first, end - first);
    return end == range.end()
        ? part
        : new SequenceInputStream(
            part, Bytes.failing(new byte[0], new EOFException("the blob is shorter")));
  }

  @Override
  public void delete(BlobKey key) {
    requireAnswering();
    blobs.remove(key.value());
  }

  @Override
  public void abandon(BlobKey key) {
    delete(key);
  }

  @Override
  public Stream<StoredBlob> list(String prefix) {
    requireAnswering();
    return blobs.entrySet().stream()
        .filter(blob -> blob.getKey().startsWith(prefix))
        .map(blob -> new StoredBlob(new BlobKey(blob.getKey()), blob.getValue().length));
  }

  @Override
  public URI presign(BlobKey key, Duration lifetime, String fileName) {
    return downloads.link(key, lifetime, fileName);
  }

  @Override
  public void sweepUnfinished(Duration age) {
    requireAnswering();
  }

  @Override
  public boolean isAnswering() {
    return answering;
  }

  @Override
  public void close() {
    blobs.clear();
  }

  private void requireAnswering() {
    if (!answering) {
      throw new ProblemException(new StorageProblem.StorageUnavailable());
    }
  }
}
