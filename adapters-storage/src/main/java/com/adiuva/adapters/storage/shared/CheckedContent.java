package com.adiuva.adapters.storage.shared;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.OptionalLong;

/// What is being put, counted and hashed as it is read. Its own failures are
/// [UncheckedIOException], so that they are not taken for those of the store it is copied to.
public final class CheckedContent {
  private final InputStream content;
  private final OptionalLong length;
  private final Checksum checksum;
  private final MessageDigest digest = Checksum.newDigest();
  private long count;
  private int ahead = -1;
  private boolean ended;

  /// @param content left open
  public CheckedContent(InputStream content, OptionalLong length, Checksum checksum) {
    this.content = content;
    this.length = length;
    this.checksum = checksum;
  }

  /// Fills as much of the buffer, from its start, as there are bytes, and looks whether more
  /// follow.
  ///
  /// @return how many; fewer than the buffer has room for only at the end
  /// @throws UncheckedIOException when the content fails or has another length than announced
  /// @throws ProblemException `ChecksumMismatch` when the end is reached and they are other bytes
  public int fill(byte[] buffer) {
    try {
      int filled = read(buffer);
      count += filled;
      digest.update(buffer, 0, filled);
      check();
      return filled;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int read(byte[] buffer) throws IOException {
    int filled = 0;
    if (ahead >= 0) {
      buffer[0] = (byte) ahead;
      filled = 1;
    }
    while (filled < buffer.length) {
      int read = content.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        ended = true;
        return filled;
      }
      filled += read;
    }
    ahead = content.read();
    ended = ahead < 0;
    return filled;
  }

  private void check() throws EOFException {
    long announced = length.orElse(count);
    if (count > announced || (ended && count < announced)) {
      throw new EOFException("the content has another length than announced");
    }
    if (ended && !Checksum.ofDigest(digest.digest()).equals(checksum)) {
      throw new ProblemException(new StorageProblem.ChecksumMismatch());
    }
  }

  /// Whether all of it was read, and found to be what it should be.
  public boolean ended() {
    return ended;
  }

  /// How many bytes were read.
  public long count() {
    return count;
  }
}
