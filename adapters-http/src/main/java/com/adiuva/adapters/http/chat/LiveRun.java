package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.ProblemDetails;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One answer in the making as version 2 tells it: its frames are numbered, and go to the socket
/// that listens. A resumable run goes on for a while when nobody listens, and its last frames are
/// kept for whoever comes back.
final class LiveRun {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);

  /// A socket that hears a run.
  interface Audience {
    /// @throws CancellationException when the socket has ended
    void send(String frame);

    /// Whether the socket has ended.
    boolean hasLeft();

    /// Another socket has taken the run over: ends this one, unless it has gone on to another run.
    void replacedIn(LiveRun run);
  }

  /// Something that will happen unless it is put off.
  @FunctionalInterface
  interface Alarm {
    void putOff();
  }

  private final String id;
  private final UserId owner;
  private final ClientReplies replies;
  private final ServerFrames frames;
  private final Runs runs;
  private final Cancellation cancellation = new Cancellation();
  private final AtomicReference<@Nullable Audience> audience;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Object alarmLock = new Object();

  /// Held while a frame gets its number and goes out, and while earlier ones are sent again. Never
  /// taken by an engine's thread: who holds it may wait for a slow reader.
  private final ReentrantLock delivery = new ReentrantLock();

  private final Map<String, Long> questions = new HashMap<>();

  private volatile @Nullable KeptFrames kept;
  private volatile boolean over;
  private long number;
  private Alarm alarm = () -> {};

  /// @param kept for a run that may be resumed
  LiveRun(
      String id,
      UserId owner,
      ClientReplies replies,
      @Nullable KeptFrames kept,
      Audience audience,
      Runs runs) {
    this.id = id;
    this.owner = owner;
    this.replies = replies;
    this.kept = kept;
    this.audience = new AtomicReference<>(audience);
    this.runs = runs;
    this.frames = new ServerFrames(id);
  }

  String id() {
    return id;
  }

  boolean isOf(UserId user) {
    return owner.equals(user);
  }

  ClientReplies replies() {
    return replies;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  void cancel() {
    cancellation.cancel();
  }

  /// Whether the last frame is on its way.
  boolean isOver() {
    return over;
  }

  /// Waits until the last frame was handed on, or nobody is left to hear it.
  void awaitEnd() {
    end.join();
  }

  /// Tells what happened; waits while the reader is behind.
  ///
  /// @throws CancellationException when nobody can hear it
  void tell(ChatEvent event) {
    List<ObjectNode> next = frames.of(event);
    for (int i = 0; i < next.size(); i++) {
      emit(event, next.get(i), event instanceof ChatEvent.Done && i == next.size() - 1);
    }
  }

  /// Ends the run with a problem.
  ///
  /// @throws CancellationException when nobody can hear it
  void fail(ProblemDetails problem) {
    emit(null, frames.failed(problem), true);
  }

  /// Nothing of the run is left to do. What was kept is kept for a while.
  void end() {
    over = true;
    synchronized (alarmLock) {
      end.complete(null);
      if (kept != null) {
        abandonLater();
      }
    }
    audience.set(null);
  }

  /// A socket has ended. Does not block.
  void left(Audience by) {
    if (!audience.compareAndSet(by, null)) {
      return;
    }
    if (kept == null) {
      cancel();
    } else {
      synchronized (alarmLock) {
        if (!end.isDone()) {
          abandonLater();
        }
      }
    }
  }

  /// Goes on telling to another socket, beginning after a frame; what the client was asked before
  /// and has not answered is asked again. Waits while the reader is behind.
  ///
  /// @throws com.adiuva.domain.shared.ProblemException `NotFound` when those frames are gone,
  ///   `ValidationFailed` when they never were
  void resume(Audience by, long after) {
    keptAfter(after);
    Audience before = audience.getAndSet(null);
    if (before != null && !before.equals(by)) {
      before.replacedIn(this);
    }
    delivery.lock();
    try {
      KeptFrames all = comeBack(by, after);
      if (by.hasLeft()) {
        left(by);
      } else {
        repeat(all, by, after);
      }
      if (end.isDone()) {
        audience.compareAndSet(by, null);
      }
    } catch (CancellationException e) {
      LOG.debug("The socket ended while frames were sent again");
    } catch (ProblemException e) {
      // They went while the one before was told.
      audience.set(before);
      if (before != null) {
        left(before);
      }
      throw e;
    } finally {
      delivery.unlock();
    }
  }

  /// What was kept is gone, and with it the right to come back.
  void drop() {
    KeptFrames frames = kept;
    if (frames != null) {
      frames.drop();
    }
  }

  private void repeat(KeptFrames all, Audience to, long after) {
    for (KeptFrames.Frame frame : all.after(after)) {
      to.send(frame.text());
    }
    all.sent(all.last());
    for (ChatEvent question : replies.unanswered()) {
      Long asked = questions.get(idOf(question));
      if (asked != null && asked <= after) {
        tell(question);
      }
    }
  }

  private void emit(@Nullable ChatEvent event, ObjectNode frame, boolean last) {
    delivery.lock();
    try {
      over |= last;
      number++;
      if (event != null && idOf(event) != null) {
        questions.put(idOf(event), number);
      }
      send(Json.text(frame.put("seq", number)));
    } finally {
      delivery.unlock();
    }
  }

  private void send(String text) {
    KeptFrames keeping = kept;
    if (keeping != null && !keeping.add(number, text)) {
      // From here on the run is one that ends with its socket.
      kept = null;
      keeping = null;
      runs.forget(this);
    }
    Audience to = audience.get();
    if (to != null) {
      try {
        to.send(text);
        if (keeping != null) {
          keeping.sent(number);
        }
      } catch (CancellationException e) {
        to = null;
      }
    }
    if (to == null && keeping == null) {
      cancel();
      throw new CancellationException("nobody listens");
    }
  }

  private KeptFrames keptAfter(long after) {
    KeptFrames all = kept;
    if (all == null) {
      throw Runs.unknown();
    }
    all.check(after);
    return all;
  }

  private static @Nullable String idOf(ChatEvent event) {
    return switch (event) {
      case ChatEvent.ToolCalled call -> call.id();
      case ChatEvent.ApprovalRequested request -> request.id();
      default -> null;
    };
  }

  private KeptFrames comeBack(Audience by, long after) {
    synchronized (alarmLock) {
      KeptFrames all = keptAfter(after);
      audience.set(by);
      if (!end.isDone()) {
        alarm.putOff();
      }
      return all;
    }
  }

  /// Under the alarm's lock.
  private void abandonLater() {
    alarm.putOff();
    alarm = runs.later(this::abandon);
  }

  private void abandon() {
    synchronized (alarmLock) {
      if (audience.get() != null && !end.isDone()) {
        return;
      }
      runs.forget(this);
    }
    cancel();
  }
}
