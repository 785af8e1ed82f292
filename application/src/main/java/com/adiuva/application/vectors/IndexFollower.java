package com.adiuva.application.vectors;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.Vectors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Lets an index take over what has changed in the rows: at once after a change, before a search,
/// and in the background what it missed while it was away.
public final class IndexFollower {
  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final int PAGE = 200;
  private static final int USERS = 500;
  private static final int REMEMBERED = 10_000;
  private static final int STRIPES = 64;

  private final Vectors vectors;
  private final VectorIndex index;
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
  private final Set<UserId> behind = ConcurrentHashMap.newKeySet();
  private volatile boolean anybodyBehind = true;

  public IndexFollower(Vectors vectors, VectorIndex index) {
    this.vectors = vectors;
    this.index = index;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /// Lets the index follow up to a change.
  ///
  /// @param newest the sequence of the user's last change, as it was read a moment ago
  /// @throws ProblemException `VectorsUnavailable` when it cannot be done in time; it goes on in
  ///   the background
  void catchUp(UserId user, long newest) {
    try {
      if (!catchUp(user, newest, System.nanoTime() + PATIENCE.toNanos())) {
        throw new ProblemException(new StorageProblem.VectorsUnavailable());
      }
    } catch (ProblemException e) {
      remember(user);
      throw e;
    }
  }

  /// Lets the index take over what it missed.
  ///
  /// @return how many users it followed
  /// @throws ProblemException `VectorsUnavailable` or `DatabaseUnavailable`: to be tried again
  public int followAll() {
    int followed = 0;
    for (UserId user : Set.copyOf(behind)) {
      behind.remove(user); // first: who falls behind again meanwhile is remembered again
      try {
        followed += follow(user);
      } catch (RuntimeException e) {
        behind.add(user);
        throw e;
      }
    }
    if (anybodyBehind) {
      anybodyBehind = false; // first, for who falls behind meanwhile
      try {
        followed += followEverybody();
      } catch (RuntimeException e) {
        anybodyBehind = true;
        throw e;
      }
    }
    return followed;
  }

  private int followEverybody() {
    int followed = 0;
    Optional<UserId> last = Optional.empty();
    for (List<UserId> page = vectors.users(last, USERS);
        !page.isEmpty();
        page = vectors.users(last, USERS)) {
      for (UserId user : page) {
        followed += follow(user);
      }
      last = Optional.of(page.get(page.size() - 1));
    }
    return followed;
  }

  /// Forgets what the index has and lets it take over everything anew.
  ///
  /// @return how many users it followed
  public int rebuild() {
    index.clear();
    anybodyBehind = true;
    return followAll();
  }

  private int follow(UserId user) {
    long newest = vectors.state(user).newest();
    if (index.followedTo(user) == newest) {
      return 0;
    }
    catchUp(user, newest, Long.MAX_VALUE);
    return 1;
  }

  private void remember(UserId user) {
    if (behind.size() < REMEMBERED) {
      behind.add(user);
    } else {
      anybodyBehind = true;
    }
  }

  /// @param deadline by [System#nanoTime]; [Long#MAX_VALUE] for none
  /// @return whether it was reached
  private boolean catchUp(UserId user, long newest, long deadline) {
    long followed = index.followedTo(user);
    if (followed == newest || (followed > newest && followed <= vectors.state(user).newest())) {
      return true;
    }
    ReentrantLock stripe = stripes[Math.floorMod(user.hashCode(), STRIPES)];
    if (!lock(stripe, deadline)) {
      return false;
    }
    try {
      if (index.followedTo(user) > vectors.state(user).newest()) {
        index.forget(user); // it followed another database, such as one before it was restored
      }
      for (long to = newest; ; to = vectors.state(user).newest()) {
        for (long at = index.followedTo(user); at < to; at = index.followedTo(user)) {
          if (isOver(deadline)) {
            return false;
          }
          Vectors.Changes changes = vectors.changes(user, at, PAGE);
          if (changes.changes().isEmpty()) {
            return true;
          }
          index.follow(user, changes.changes(), changes.to());
        }
        // Another process may have changed a row after it was read here and brought the index
        // further before it was written there: then there is a newer change, which puts it right.
        if (index.followedTo(user) >= vectors.state(user).newest()) {
          return true;
        }
      }
    } finally {
      stripe.unlock();
    }
  }

  private static boolean isOver(long deadline) {
    return deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0;
  }

  private static boolean lock(ReentrantLock stripe, long deadline) {
    if (deadline == Long.MAX_VALUE) {
      stripe.lock();
      return true;
    }
    try {
      return stripe.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
