package com.adiuva.application.blobs;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.blobs.BlobOutbox;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.StoredBlob;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.vectors.VectorIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Removes bytes nothing refers to any more: of uploads that died, of records that were replaced or
/// deleted, of users who are gone. It deletes nothing a row refers to, and several may run at once.
public final class BlobSweeper {
  private static final int PAGE = 200;
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Duration SECOND_LOOK = Duration.ofHours(1);
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  private final BlobOutbox outbox;
  private final BlobStore blobs;
  private final VectorIndex index;
  private final Clock clock;
  private final RandomGenerator random;

  /// @param random spreads retries
  public BlobSweeper(
      BlobOutbox outbox, BlobStore blobs, VectorIndex index, Clock clock, RandomGenerator random) {
    this.outbox = outbox;
    this.blobs = blobs;
    this.index = index;
    this.clock = clock;
    this.random = random;
  }

  /// What one sweep did.
  ///
  /// @param givenUp uploads that had died
  /// @param removed entries that were carried out
  /// @param putOff entries that could not be and will be tried again
  public record Swept(int givenUp, int removed, int putOff) {}

  /// Removes what is due.
  ///
  /// @throws ProblemException `DatabaseUnavailable`; what was not done stays due
  public Swept sweep() {
    int givenUp = giveUp(clock.instant());
    int removed = 0;
    int putOff = 0;
    List<BlobOutbox.Entry> entries;
    do {
      Instant now = clock.instant();
      entries = outbox.claim(now, now.plus(LEASE), PAGE);
      for (BlobOutbox.Entry entry : entries) {
        if (carryOut(entry)) {
          removed++;
        } else {
          putOff++;
        }
      }
    } while (entries.size() == PAGE);
    return new Swept(givenUp, removed, putOff);
  }

  /// Gives up every upload, also those whose time is not over: for when no process can be at one.
  ///
  /// @throws ProblemException `DatabaseUnavailable`
  public void giveUpAllPending() {
    giveUp(clock.instant().plus(Uploads.PATIENCE).plus(SECOND_LOOK));
  }

  private int giveUp(Instant by) {
    int givenUp = 0;
    int page;
    do {
      page = outbox.expirePending(by, PAGE);
      givenUp += page;
    } while (page == PAGE);
    return givenUp;
  }

  /// Removes what uploads left that were begun long ago and that nothing knows of.
  public void sweepUnfinished(Duration age) {
    blobs.sweepUnfinished(age);
  }

  private boolean carryOut(BlobOutbox.Entry entry) {
    try {
      switch (entry.removal()) {
        case BlobOutbox.Removal.Delete delete -> blobs.delete(delete.key());
        case BlobOutbox.Removal.Abandon abandon -> blobs.abandon(abandon.key());
        case BlobOutbox.Removal.Erase erase -> {
          erase(erase.user());
          if (entry.attempts() == 0) {
            // An upload that was under way may have ended after we looked.
            outbox.retryAt(entry.id(), clock.instant().plus(SECOND_LOOK));
            return true;
          }
        }
      }
      outbox.done(List.of(entry.id()));
      return true;
    } catch (ProblemException e) {
      outbox.retryAt(entry.id(), clock.instant().plus(delay(entry.attempts())));
      return false;
    }
  }

  private void erase(UserId user) {
    boolean more;
    do {
      more = outbox.purgeRows(user, PAGE);
    } while (more);
    List<BlobKey> keys;
    do {
      try (Stream<StoredBlob> stored = blobs.list(BlobKey.prefixOf(user))) {
        keys = stored.limit(PAGE).map(StoredBlob::key).toList();
      }
      keys.forEach(blobs::delete);
    } while (keys.size() == PAGE);
    index.forget(user);
  }

  /// Twice as long each time, and anywhere between a second and that, so that they do not all come
  /// back at once.
  private Duration delay(int attempts) {
    long most = Math.min(LONGEST_DELAY.toMillis(), 10_000L << Math.min(attempts, 20));
    return Duration.ofMillis(random.nextLong(1_000, most + 1));
  }
}
