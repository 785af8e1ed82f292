package com.adiuva.application.blobs;

import com.adiuva.domain.shared.Checksum;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// A whole blob on its way out. The last of its bytes are only handed over when all of them have
/// turned out to be those the checksum was made of, so nobody reads wrong bytes to a clean end.
public final class VerifiedContent extends FilterInputStream {
  private final MessageDigest digest = Checksum.newDigest();
  private final Checksum expected;
  private long left;

  /// @param size how many bytes there must be
  public VerifiedContent(InputStream content, long size, Checksum expected) {
    super(content);
    this.expected = expected;
    this.left = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /// @throws IOException in place of the end, when the bytes are not the right ones
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int n = left == 0 ? -1 : super.read(buffer, offset, (int) Math.min(length, left));
    if (n < 0) {
      if (left > 0) {
        throw new IOException("the stored blob ends early");
      }
      return -1;
    }
    digest.update(buffer, offset, n);
    left -= n;
    if (left == 0 && !Checksum.ofDigest(digest.digest()).equals(expected)) {
      throw new IOException("the stored blob is damaged");
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    return readNBytes((int) Math.min(n, 64 * 1024)).length; // what is skipped is verified too
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
