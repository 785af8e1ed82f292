package com.adiuva.domain.blobs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Contents for blobs, and streams of them that misbehave.
public final class Bytes {
  private Bytes() {}

  /// Bytes that look random, the same for the same seed.
  public static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /// A stream of `bytes` that then throws.
  public static InputStream failing(byte[] bytes, Throwable failure) {
    return new InputStream() {
      private final InputStream good = new ByteArrayInputStream(bytes);

      @Override
      public int read() throws IOException {
        int next = good.read();
        return next >= 0 ? next : fail();
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = good.read(target, offset, length);
        return count >= 0 ? count : fail();
      }

      private int fail() throws IOException {
        switch (failure) {
          case IOException e -> throw e;
          case RuntimeException e -> throw e;
          case Error e -> throw e;
          default -> throw new IllegalArgumentException(failure);
        }
      }
    };
  }

  /// A stream of `bytes` that says when its reader has all of them and then waits for its end.
  public static final class Held extends InputStream {
    private final InputStream bytes;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    public Held(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    /// Waits until somebody has read all the bytes and wants to know what follows.
    public void awaitReached() throws InterruptedException {
      if (!reached.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody reads");
      }
    }

    public void release() {
      released.countDown();
    }

    @Override
    public int read() throws IOException {
      int next = bytes.read();
      return next >= 0 ? next : end();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = bytes.read(target, offset, length);
      return count >= 0 ? count : end();
    }

    private int end() throws IOException {
      reached.countDown();
      try {
        if (!released.await(60, TimeUnit.SECONDS)) {
          throw new IOException("never released");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
      return -1;
    }
  }
}
