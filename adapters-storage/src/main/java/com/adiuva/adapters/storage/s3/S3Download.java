package com.adiuva.adapters.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/// The bytes of an answer. Closing it early drops the connection instead of reading the rest.
final class S3Download extends InputStream {
  private final ResponseInputStream<?> answer;
  private long remaining;

  S3Download(ResponseInputStream<?> answer, long length) {
    this.answer = answer;
    this.remaining = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      int read = answer.read(target, offset, length);
      remaining -= Math.max(0, read);
      return read;
    } catch (SdkException e) {
      throw new IOException("the bucket stopped sending", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (remaining == 0) {
      answer.close();
    } else {
      answer.abort();
    }
  }
}
