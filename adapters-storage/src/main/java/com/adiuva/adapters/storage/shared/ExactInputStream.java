package com.adiuva.adapters.storage.shared;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The next so many bytes of another stream, which is closed with it. Where that one ends too early
/// this one throws, so that nobody takes a part for the whole.
public final class ExactInputStream extends FilterInputStream {
  private long remaining;

  public ExactInputStream(InputStream in, long length) {
    super(in);
    this.remaining = length;
  }

  @Override
  public int read() throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int next = in.read();
    count(next < 0 ? -1 : 1);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    int read = in.read(target, offset, (int) Math.min(length, remaining));
    count(read);
    return read;
  }

  private void count(int read) throws EOFException {
    if (read < 0) {
      throw new EOFException("the stored blob ended " + remaining + " bytes too early");
    }
    remaining -= read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(Math.min(count, remaining));
    remaining -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), remaining);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
