package com.adiuva.adapters.llm.http;

import com.adiuva.domain.shared.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A response's body, read by one thread. No read waits beyond the deadline, nor, once the body has
/// begun, for longer than the stall limit. Whatever ends it early breaks its source off.
public final class BodyStream extends InputStream {
  private static final Duration AFTER_LAST_EVENT = Duration.ofMillis(250);

  private final Source source;
  private final Deadline deadline;
  private final Deadline firstByte;
  private final Duration stall;
  private long allowance;
  private boolean begun;
  private boolean lastEventSeen;
  private boolean ended;
  private @Nullable Problem failure;
  private String reason = "";

  /// Where the bytes come from.
  public interface Source {
    /// As `InputStream.read`, but waits only so long: then it is aborted and expired.
    ///
    /// @throws IOException when the rest will never come
    int read(byte[] target, int offset, int length, Duration limit) throws IOException;

    /// Any thread, any number of times; a read that waits ends with an exception.
    void abort();

    boolean isAborted();

    /// Whether that was because the whole deadline, or the limit of a read, passed.
    boolean isExpired();
  }

  /// @param firstByte by when it must begin
  public BodyStream(
      Source source, Deadline deadline, Deadline firstByte, Duration stall, long mostBytes) {
    this.source = source;
    this.deadline = deadline;
    this.firstByte = firstByte;
    this.stall = stall;
    this.allowance = mostBytes;
  }

  /// Whether all of it was read.
  public boolean ended() {
    return ended;
  }

  /// What went wrong while reading, or null: then it ended, or was aborted.
  public @Nullable Problem failure() {
    return failure;
  }

  /// The failure in words of our own, for the log.
  public String reason() {
    return reason;
  }

  /// Says that only the end can follow, so that a provider that keeps the connection open, breaks
  /// it or is late with it neither holds the answer back nor spoils it.
  public void expectEnd() {
    lastEventSeen = true;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (ended) {
      return -1;
    }
    Duration limit = limit();
    int count;
    try {
      count = source.read(target, offset, length, limit);
    } catch (IOException e) {
      boolean late = source.isExpired();
      if ((!late && source.isAborted()) || Thread.currentThread().isInterrupted()) {
        source.abort();
        throw e;
      }
      if (lastEventSeen) {
        return endWithoutMore();
      }
      throw late
          ? broken(new Problem.LlmTimeout(), "not done in time, or stalled")
          : broken(new Problem.LlmFailed(), "the connection broke within the answer");
    }
    if (source.isAborted() && !source.isExpired()) {
      throw new IOException("closed");
    }
    if (count < 0) {
      ended = true;
      return -1;
    }
    begun = true;
    allowance -= count;
    if (allowance < 0) {
      throw broken(new Problem.LlmFailed(), "the answer is too long");
    }
    return count;
  }

  private Duration limit() throws IOException {
    Duration left = deadline.left();
    if (lastEventSeen) {
      return left.compareTo(AFTER_LAST_EVENT) < 0 ? left : AFTER_LAST_EVENT;
    }
    if (left.isZero()) {
      throw broken(new Problem.LlmTimeout(), "not done in time");
    }
    Duration limit = begun ? stall : firstByte.left();
    return left.compareTo(limit) < 0 ? left : limit;
  }

  private int endWithoutMore() {
    ended = true;
    source.abort();
    return -1;
  }

  private IOException broken(Problem problem, String why) {
    failure = problem;
    reason = why;
    source.abort();
    return new IOException(why);
  }
}
