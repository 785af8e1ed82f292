package com.adiuva.application.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.application.backups.RestlessBackups.Commit;
import com.adiuva.application.blobs.Uploads;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Session;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.backups.Backup;
import com.adiuva.domain.backups.BackupLabel;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.ByteRange;
import com.adiuva.domain.blobs.Bytes;
import com.adiuva.domain.blobs.Downloads;
import com.adiuva.domain.blobs.InMemoryBlobStore;
import com.adiuva.domain.limits.StorageArea;
import com.adiuva.domain.limits.StorageLedger;
import com.adiuva.domain.limits.StorageUsage;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Quota;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class EncryptedBackupsTest {
  private final byte[] bytes = Bytes.random(1_000, 1);
  private final InMemoryBlobStore blobs = new InMemoryBlobStore(Downloads.signed());
  private final Caller caller = caller();

  @Test
  void whatWasUploadedWaitsForADatabaseThatIsAwayForAMoment() throws IOException {
    EncryptedBackups backups = backups(new RestlessBackups(Commit.LOST, Commit.LOST));

    Backup stored = store(backups);

    assertThat(read(backups, backups.find(caller, stored.id()))).isEqualTo(bytes);
  }

  @Test
  void aCommitWhoseAnswerWasLostStands() throws IOException {
    EncryptedBackups backups = backups(new RestlessBackups(Commit.DONE_BUT_ANSWER_LOST));

    Backup stored = store(backups);

    assertThat(backups.history(caller)).containsExactly(stored);
    assertThat(read(backups, stored)).isEqualTo(bytes);
  }

  @Test
  void b06_b07_moreUploadsThanAreTakenAtOnceAreToldToComeBackUntilOneEnds() throws Exception {
    EncryptedBackups backups = backups(new RestlessBackups());
    CountDownLatch started = new CountDownLatch(16);
    CountDownLatch stalled = new CountDownLatch(1);
    Problem cut = new Problem.Overloaded(Duration.ofSeconds(1)); // as good as any
    try (ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Backup>> slow = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        slow.add(
            uploads.submit(() ->
                backups.store(
                    caller,
                    new BackupLabel(1, 0, Checksum.of(bytes), 1),
                    OptionalLong.of(bytes.length),
                    () -> new StalledStream(started, stalled, new ProblemException(cut)))));
      }
      started.await();
      AtomicBoolean read = new AtomicBoolean();
      assertThatThrownBy(() ->
              backups.store(
                  caller,
                  new BackupLabel(1, 0, Checksum.of(bytes), 1),
                  OptionalLong.of(bytes.length),
                  () -> {
                    read.set(true);
                    return new ByteArrayInputStream(bytes);
                  }))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem()).isInstanceOf(Problem.Overloaded.class));
      assertThat(read).as("its body was asked for").isFalse();

      stalled.countDown();

      for (Future<Backup> upload : slow) {
        assertThatThrownBy(upload::get).hasCauseInstanceOf(ProblemException.class);
      }
    }
    assertThat(read(backups, store(backups))).isEqualTo(bytes);
  }

  /// A body whose sender stalls, until the edge cuts it.
  private static final class StalledStream extends InputStream {
    private final CountDownLatch started;
    private final CountDownLatch cut;
    private final ProblemException end;

    StalledStream(CountDownLatch started, CountDownLatch cut, ProblemException end) {
      this.started = started;
      this.cut = cut;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      started.countDown();
      try {
        cut.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      throw end;
    }
  }

  private Backup store(EncryptedBackups backups) {
    return backups.store(
        caller,
        new BackupLabel(1, 0, Checksum.of(bytes), 1),
        OptionalLong.of(bytes.length),
        () -> new ByteArrayInputStream(bytes));
  }

  private byte[] read(EncryptedBackups backups, Backup backup) throws IOException {
    try (InputStream content = backups.open(caller, backup, ByteRange.all(backup.sizeBytes()))) {
      return content.readAllBytes();
    }
  }

  private EncryptedBackups backups(RestlessBackups backups) {
    Clock clock = Clock.systemUTC();
    return new EncryptedBackups(
        backups, new Uploads(new Unlimited(), blobs, clock), clock, new Random(1));
  }

  private static Caller caller() {
    User user = People.somebody();
    Session session = People.session(user);
    return new Caller(user.id(), session.id(), user.email(), user.role(), Tier.TEAM);
  }

  /// Lets everything in.
  private static final class Unlimited implements StorageLedger {
    @Override
    public StorageUsage usage(UserId user) {
      return new StorageUsage(0, 0);
    }

    @Override
    public boolean reserve(
        UserId user, StorageArea area, List<Reservation> wanted, Quota quota, Instant expiresAt) {
      return true;
    }

    @Override
    public long extend(
        UserId user, StorageArea area, BlobKey key, long more, Quota quota, Instant expiresAt) {
      return more;
    }

    @Override
    public void release(UserId user, List<BlobKey> keys, Instant now) {}
  }
}
