package com.adiuva.adapters.http.chat;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The last frames of one run, kept for a client that comes back: never more than a bound of its
/// own, and a share in the bound of all. Where room is needed the oldest frames go, but only those
/// that went out to a socket. Thread-safe.
final class KeptFrames {
  /// The most bytes of one run's frames.
  static final int BOUND = 1024 * 1024;

  /// @param number the frame's `seq`
  record Frame(long number, String text, int size) {}

  private final Deque<Frame> frames = new ArrayDeque<>();
  private final AtomicLong room;
  private long size;
  private long sent;
  private long last;
  private boolean given;

  /// @param room bytes that are left for all runs together
  KeptFrames(AtomicLong room) {
    this.room = room;
  }

  /// @return whether there was room; if not, nothing is kept any more
  synchronized boolean add(long number, String text) {
    Frame frame = new Frame(number, text, text.getBytes(StandardCharsets.UTF_8).length);
    last = number;
    while (!given && !fits(frame.size())) {
      Frame oldest = frames.peekFirst();
      if (oldest == null || oldest.number() > sent) {
        drop();
      } else {
        frames.removeFirst();
        release(oldest.size());
      }
    }
    if (given) {
      return false;
    }
    size += frame.size();
    frames.addLast(frame);
    return true;
  }

  /// Notes that everything up to this frame went out to a socket.
  synchronized void sent(long number) {
    sent = Math.max(sent, number);
  }

  /// The highest number so far.
  synchronized long last() {
    return last;
  }

  /// Looks whether all frames after this one are still here.
  ///
  /// @throws ProblemException `NotFound` when they are not, `ValidationFailed` when there never was
  ///   this one
  synchronized void check(long after) {
    long before = frames.isEmpty() ? last : frames.getFirst().number() - 1;
    if (given || after < before) {
      throw Runs.unknown();
    }
    if (after > last) {
      throw new ProblemException(
          new Problem.ValidationFailed(
              List.of(
                  new Violation(
                      List.of("body", "after"),
                      "must not be beyond the run's last frame",
                      "less_than_equal"))));
    }
  }

  synchronized List<Frame> after(long number) {
    return frames.stream().filter(frame -> frame.number() > number).toList();
  }

  /// Gives all room back, for ever.
  synchronized void drop() {
    given = true;
    frames.clear();
    release(size);
  }

  /// Takes the room of all, where there is room.
  private boolean fits(int more) {
    if (size + more > BOUND) {
      return false;
    }
    if (room.addAndGet(-more) >= 0) {
      return true;
    }
    room.addAndGet(more);
    return false;
  }

  private void release(long bytes) {
    size -= bytes;
    room.addAndGet(bytes);
  }
}
