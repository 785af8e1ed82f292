package com.adiuva.adapters.llm.streaming;

import com.adiuva.domain.shared.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A response's body, read by one thread and closed by any. No read waits beyond the deadline, nor,
/// once the body has begun, for longer than the stall limit; at most one delivery of the network is
/// held, so a slow reader slows the provider down. Closing it early closes the connection.
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {
  private static final List<ByteBuffer> END = List.of();
  private static final Duration AFTER_LAST_EVENT = Duration.ofMillis(250);

  private final LinkedBlockingQueue<List<ByteBuffer>> deliveries = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> unread = new ArrayDeque<>();
  private final Deadline deadline;
  private final Deadline firstByte;
  private final Duration stall;
  private long allowance;
  private boolean begun;
  private boolean lastEventSeen;
  private boolean ended;
  private volatile boolean complete;
  private volatile boolean closed;
  private volatile Flow.@Nullable Subscription subscription;
  private @Nullable Problem failure;
  private String reason = "";

  /// @param firstByte by when it must begin
  BodyStream(Deadline deadline, Deadline firstByte, Duration stall, long mostBytes) {
    this.deadline = deadline;
    this.firstByte = firstByte;
    this.stall = stall;
    this.allowance = mostBytes;
  }

  /// Whether all of it was read; for the reading thread.
  boolean ended() {
    return ended;
  }

  /// What went wrong while reading, or null: then it ended, or was closed; for the reading thread.
  @Nullable Problem failure() {
    return failure;
  }

  /// The failure in words of our own, for the log.
  String reason() {
    return reason;
  }

  /// Says that only the end can follow, so that a provider that keeps the connection open, breaks
  /// it or is late with it neither holds the answer back nor spoils it.
  void expectEnd() {
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
    ByteBuffer next = unread.peek();
    while (next == null || !next.hasRemaining()) {
      if (next != null) {
        unread.remove();
      } else if (ended || !fill()) {
        return -1;
      }
      next = unread.peek();
    }
    int count = Math.min(length, next.remaining());
    next.get(target, offset, count);
    return count;
  }

  /// Waits for the next delivery; false at the end.
  private boolean fill() throws IOException {
    List<ByteBuffer> delivery = await();
    if (closed) {
      throw new IOException("closed");
    }
    if (delivery == null) {
      ended = true;
      close();
      return false;
    }
    if (delivery.isEmpty()) {
      if (!complete && !lastEventSeen) {
        throw broken(new Problem.LlmFailed(), "the connection broke within the answer");
      }
      ended = true;
      return false;
    }
    begun = true;
    for (ByteBuffer buffer : delivery) {
      allowance -= buffer.remaining();
      unread.add(buffer);
    }
    if (allowance < 0) {
      throw broken(new Problem.LlmFailed(), "the answer is too long");
    }
    Flow.Subscription source = subscription;
    if (source != null) {
      source.request(1);
    }
    return true;
  }

  /// The next delivery or END; null when the last event was seen and nothing came after it in time.
  private @Nullable List<ByteBuffer> await() throws IOException {
    Duration left = deadline.left();
    if (left.isZero() && !lastEventSeen) {
      throw broken(new Problem.LlmTimeout(), "not done in time");
    }
    Duration limit = lastEventSeen ? AFTER_LAST_EVENT : begun ? stall : firstByte.left();
    try {
      List<ByteBuffer> delivery =
          deliveries.poll(Math.min(left.toNanos(), limit.toNanos()), TimeUnit.NANOSECONDS);
      if (delivery != null || lastEventSeen) {
        return delivery;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted", e);
    }
    throw broken(new Problem.LlmTimeout(), "not done in time, or stalled");
  }

  private IOException broken(Problem problem, String why) {
    failure = problem;
    reason = why;
    close();
    return new IOException(why);
  }

  /// Gives the connection up unless the body was read to its end. Any thread, any number of times.
  @Override
  public void close() {
    closed = true;
    Flow.Subscription source = subscription;
    if (source != null && !complete) {
      source.cancel();
    }
    deliveries.add(END);
  }

  @Override
  public CompletionStage<BodyStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    subscription = source;
    if (closed) {
      source.cancel();
    } else {
      source.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> delivery) {
    Flow.Subscription source = subscription;
    if (!delivery.isEmpty()) {
      deliveries.add(delivery);
    } else if (source != null) {
      source.request(1);
    }
  }

  @Override
  public void onError(Throwable problem) {
    deliveries.add(END);
  }

  @Override
  public void onComplete() {
    complete = true;
    deliveries.add(END);
  }
}
