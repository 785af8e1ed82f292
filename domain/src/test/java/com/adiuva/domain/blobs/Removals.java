package com.adiuva.domain.blobs;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.RandomUuid;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Fresh keys, and what an outbox holds, for tests that share it with others.
public final class Removals {
  private static final RandomGenerator RANDOM = new SecureRandom();
  private static final Duration LEASE = Duration.ofHours(1);
  private static final int MANY = 1000;

  private Removals() {}

  /// A key of the user that nothing was stored under.
  public static BlobKey freshKey(UserId user) {
    return BlobKey.ofRecord(user, "t", RandomUuid.from(RANDOM), RandomUuid.from(RANDOM));
  }

  /// What is due at `now` about the user; it is claimed, together with what is due about others.
  public static List<BlobOutbox.Removal> claim(BlobOutbox outbox, UserId user, Instant now) {
    return about(user, entries(outbox, now));
  }

  /// All that is due at `now`; it is claimed.
  public static List<BlobOutbox.Entry> entries(BlobOutbox outbox, Instant now) {
    List<BlobOutbox.Entry> all = new ArrayList<>();
    List<BlobOutbox.Entry> some;
    do {
      some = outbox.claim(now, now.plus(LEASE), MANY);
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }

  /// What is due at `now` about the user, as it was claimed.
  public static List<BlobOutbox.Entry> entries(BlobOutbox outbox, UserId user, Instant now) {
    return entries(outbox, now).stream().filter(entry -> isAbout(user, entry)).toList();
  }

  /// Those about the user.
  public static List<BlobOutbox.Removal> about(UserId user, List<BlobOutbox.Entry> entries) {
    return entries.stream()
        .filter(entry -> isAbout(user, entry))
        .map(BlobOutbox.Entry::removal)
        .toList();
  }

  /// Gives up all that is over at `now`.
  public static void expire(BlobOutbox outbox, Instant now) {
    while (outbox.expirePending(now, MANY) > 0) {
      // there may be more
    }
  }

  private static boolean isAbout(UserId user, BlobOutbox.Entry entry) {
    UserId owner =
        switch (entry.removal()) {
          case BlobOutbox.Removal.Delete delete -> ownerOf(delete.key());
          case BlobOutbox.Removal.Abandon abandon -> ownerOf(abandon.key());
          case BlobOutbox.Removal.Erase erase -> erase.user();
        };
    return owner.equals(user);
  }

  private static UserId ownerOf(BlobKey key) {
    String value = key.value();
    return new UserId(UUID.fromString(value.substring(0, value.indexOf('/'))));
  }
}
