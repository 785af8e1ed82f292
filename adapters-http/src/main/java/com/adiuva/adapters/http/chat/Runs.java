package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// The runs of this instance that may outlive their sockets, and how many there may be.
/// Thread-safe.
final class Runs {
  private static final int PER_USER = 8;
  private static final int TOTAL = 1_000;
  private static final long BYTES = 64L * 1024 * 1024;

  private final Map<String, LiveRun> resumable = new HashMap<>();
  private final AtomicLong room = new AtomicLong(BYTES);
  private final RandomGenerator random;
  private final Patience patience;
  private final ScheduledExecutorService timer;
  private boolean stopped;

  /// How long is waited for what only a client can do.
  ///
  /// @param toolResult for a tool's result
  /// @param approval for a person's word; none is a no
  /// @param resume for a client to come back, and how long what is over is kept for it
  record Patience(Duration toolResult, Duration approval, Duration resume) {
    static final Patience STANDARD =
        new Patience(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(60));
  }

  /// @param random thread-safe
  Runs(RandomGenerator random, Patience patience, ScheduledExecutorService timer) {
    this.random = random;
    this.patience = patience;
    this.timer = timer;
  }

  /// A new run, for one socket.
  LiveRun begin(UserId owner, LiveRun.Audience audience) {
    return run(owner, null, audience);
  }

  /// A new run that may be resumed.
  ///
  /// @throws EdgeException `TOO_MANY_RUNS` or `SERVICE_UNAVAILABLE`
  synchronized LiveRun beginResumable(UserId owner, LiveRun.Audience audience) {
    List<LiveRun> own = resumable.values().stream().filter(run -> run.isOf(owner)).toList();
    if (own.size() >= PER_USER) {
      LiveRun over =
          own.stream()
              .filter(LiveRun::isOver)
              .findAny()
              .orElseThrow(() -> new EdgeException(EdgeProblem.TOO_MANY_RUNS));
      forget(over);
    }
    if (stopped || resumable.size() >= TOTAL) {
      throw new EdgeException(EdgeProblem.SERVICE_UNAVAILABLE);
    }
    LiveRun run = run(owner, new KeptFrames(room), audience);
    resumable.put(run.id(), run);
    return run;
  }

  /// @throws ProblemException `NotFound`, also for somebody else's
  synchronized LiveRun find(String id, UserId owner) {
    LiveRun run = resumable.get(id);
    if (run == null || !run.isOf(owner)) {
      throw unknown();
    }
    return run;
  }

  static ProblemException unknown() {
    return new ProblemException(new Problem.NotFound("run"));
  }

  /// Lets a run go: nobody can resume it from now on.
  synchronized void forget(LiveRun run) {
    resumable.remove(run.id());
    run.drop();
  }

  /// Does something when a client has had the time to come back.
  LiveRun.Alarm later(Runnable task) {
    try {
      var future = timer.schedule(task, patience.resume().toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      task.run();
      return () -> {};
    }
  }

  /// The server stops: everything that still runs is cancelled.
  void stop() {
    List<LiveRun> left;
    synchronized (this) {
      stopped = true;
      left = List.copyOf(resumable.values());
    }
    left.forEach(LiveRun::cancel);
  }

  /// How many may be resumed.
  synchronized int size() {
    return resumable.size();
  }

  private LiveRun run(
      UserId owner, @org.jspecify.annotations.Nullable KeptFrames kept, LiveRun.Audience audience) {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    ClientReplies replies =
        new ClientReplies(id.substring(0, 13), patience.toolResult(), patience.approval());
    return new LiveRun(id, owner, replies, kept, audience, this);
  }
}
