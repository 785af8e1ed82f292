package com.adiuva.adapters.storage.lucene;

import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem.VectorsUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes. It takes what has gathered at once, makes all of it visible at once,
/// commits every few seconds, and opens the index again after a failure. A caller that is
/// interrupted cannot break a write off in the middle, which would close the index for everybody.
final class IndexThread {
  private static final Logger LOG = LoggerFactory.getLogger(IndexThread.class);
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final Duration WORK = Duration.ofSeconds(8);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 1_000;
  private static final long COMMIT_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long COMMIT_CHANGES = 20_000;
  private static final int WAITING = 1_024;
  private static final int AT_ONCE = 64;

  private final IndexFolder folder;
  private final BlockingQueue<Write> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile @Nullable OpenIndex open;
  private volatile @Nullable Throwable damage;
  private volatile boolean closed;
  private long committedAt = System.nanoTime();

  /// @param open what was opened before, if it could be
  IndexThread(IndexFolder folder, @Nullable OpenIndex open) {
    this.folder = folder;
    this.open = open;
    this.thread = Thread.ofPlatform().daemon().name("vector-index").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean isOpen() {
    return open != null;
  }

  /// @throws ProblemException `VectorsUnavailable` while the index cannot be opened
  OpenIndex index() {
    OpenIndex index = open;
    if (index == null) {
      throw unavailable(null);
    }
    return index;
  }

  /// Returns when the change is visible.
  ///
  /// @throws ProblemException `VectorsUnavailable` when it fails, or was not begun within two
  ///   seconds and so never will be, or takes very long
  void write(Write.Change change) {
    Write write = new Write(change);
    if (closed || !waiting.offer(write)) {
      throw unavailable(null);
    }
    try {
      write.await(TURN, WORK);
    } catch (ExecutionException | TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  /// Tells of a failure to read; when files are damaged the index is begun anew.
  ProblemException unreadable(Exception failure) {
    if (IndexFolder.isDamage(failure)) {
      damage = failure;
    }
    return unavailable(failure);
  }

  private static ProblemException unavailable(@Nullable Throwable cause) {
    return new ProblemException(new VectorsUnavailable(), cause);
  }

  private void run() {
    boolean running = true;
    while (running) {
      running = !closed;
      List<Write> writes = take(running);
      try {
        apply(writes);
      } catch (IOException | RuntimeException | Error e) {
        giveUp(e);
        writes.forEach(write -> write.fail(e));
      }
    }
    finish();
  }

  private List<Write> take(boolean wait) {
    List<Write> writes = new ArrayList<>();
    try {
      Write first = wait ? waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS) : waiting.poll();
      if (first != null) {
        writes.add(first);
        waiting.drainTo(writes, AT_ONCE - 1);
      }
    } catch (InterruptedException e) {
      LOG.debug("woken to close", e);
    }
    return writes;
  }

  private void apply(List<Write> writes) throws IOException {
    OpenIndex index = openAgain();
    for (Write write : writes) {
      write.apply(index);
    }
    index.refresh();
    writes.forEach(Write::succeed);
    long sinceCommit = System.nanoTime() - committedAt;
    if (index.uncommitted() >= COMMIT_CHANGES
        || (index.uncommitted() > 0 && sinceCommit >= COMMIT_NANOS)) {
      index.commit();
      committedAt = System.nanoTime();
    }
  }

  private OpenIndex openAgain() throws IOException {
    Throwable wrong = damage;
    if (wrong != null) {
      damage = null;
      close(open);
      open = null;
      folder.empty(wrong);
    }
    OpenIndex index = open;
    if (index == null) {
      index = folder.open();
      open = index;
      LOG.info("The vector index is open again");
    }
    return index;
  }

  /// What was not committed is lost, and followed again.
  private void giveUp(Throwable failure) {
    OpenIndex index = open;
    if (index == null) {
      LOG.debug("The vector index still cannot be opened", failure);
      return;
    }
    LOG.warn("The vector index failed and is opened again", failure);
    if (IndexFolder.isDamage(failure)) {
      damage = failure;
    } else if (IndexFolder.isDamage(index.tragedy())) {
      damage = index.tragedy();
    }
    open = null;
    close(index);
  }

  private static void close(@Nullable OpenIndex index) {
    try {
      if (index != null) {
        index.abandon();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("The failed vector index could not be closed cleanly", e);
    }
  }

  private void finish() {
    OpenIndex index = open;
    open = null;
    try {
      if (index != null) {
        index.commit();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The last changes of the vector index were not written; they are followed again", e);
    }
    close(index);
    for (Write write = waiting.poll(); write != null; write = waiting.poll()) {
      write.fail(unavailable(null));
    }
  }

  /// Commits and ends the thread. Interrupting it would break off what it writes.
  void close() {
    closed = true;
    boolean woken = waiting.offer(new Write(index -> {}));
    try {
      if (!thread.join(CLOSING)) {
        LOG.warn("The vector index is still busy; what it has not written is followed again");
      }
    } catch (InterruptedException e) {
      LOG.debug("not waited for the end of the vector index, woken: {}", woken);
      Thread.currentThread().interrupt();
    }
  }
}
