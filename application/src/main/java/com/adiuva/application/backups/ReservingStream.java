package com.adiuva.application.backups;

import com.adiuva.application.blobs.Uploads;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.shared.Quota;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A backup on its way in: hands on no byte that is not reserved, reserving more in steps, and
/// keeps the reservation alive as long as bytes come.
final class ReservingStream extends InputStream {
  private static final long STEP = 32L << 20;
  private static final long SIGN_OF_LIFE_NANOS = Duration.ofMinutes(1).toNanos();

  private final InputStream body;
  private final Uploads uploads;
  private final UserId user;
  private final BlobKey key;
  private final Quota quota;
  private long allowed;
  private long count;
  private long lastSign = System.nanoTime();

  /// @param allowed how many bytes are reserved already
  ReservingStream(
      InputStream body, Uploads uploads, UserId user, BlobKey key, Quota quota, long allowed) {
    this.body = body;
    this.uploads = uploads;
    this.user = user;
    this.key = key;
    this.quota = quota;
    this.allowed = allowed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /// @throws com.adiuva.domain.shared.ProblemException `QuotaExceeded` before the first byte that
  ///   does not fit, `StorageUnavailable` when the reservation was given up meanwhile
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (allowed == count) {
      return firstOfMore(buffer, offset);
    }
    if (System.nanoTime() - lastSign > SIGN_OF_LIFE_NANOS) {
      extend(0);
    }
    int n = body.read(buffer, offset, (int) Math.min(length, allowed - count));
    if (n > 0) {
      count += n;
    }
    return n;
  }

  /// Reserves more only when there is more.
  private int firstOfMore(byte[] buffer, int offset) throws IOException {
    int next = body.read();
    if (next < 0) {
      return -1;
    }
    allowed += extend(STEP);
    if (allowed == count) {
      throw uploads.exceeded(user, StorageArea.BACKUP, quota, 1);
    }
    buffer[offset] = (byte) next;
    count++;
    return 1;
  }

  private long extend(long wanted) {
    lastSign = System.nanoTime();
    return uploads.extend(user, StorageArea.BACKUP, key, wanted, quota);
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
