package com.adiuva.adapters.llm.bedrock;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// A body that is read and published by one thread, for as long as its one subscriber wants more.
final class ByteSource implements Publisher<ByteBuffer>, Subscription {
  private static final int MOST_AT_ONCE = 8192;

  private final InputStream body;
  private @Nullable Subscriber<? super ByteBuffer> subscriber;
  private long wanted;
  private boolean cancelled;

  ByteSource(InputStream body) {
    this.body = body;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> only) {
    subscriber = only;
    only.onSubscribe(this);
  }

  @Override
  public void request(long more) {
    wanted = more > Long.MAX_VALUE - wanted ? Long.MAX_VALUE : wanted + more;
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  /// Publishes until the end; where reading fails, it is for the exchange to say so.
  void pump() {
    Subscriber<? super ByteBuffer> target = subscriber;
    if (target == null) {
      return;
    }
    byte[] buffer = new byte[MOST_AT_ONCE];
    try {
      while (!cancelled && wanted > 0) {
        int count = body.read(buffer);
        if (count < 0) {
          target.onComplete();
          return;
        }
        wanted--;
        target.onNext(ByteBuffer.wrap(Arrays.copyOf(buffer, count)));
      }
    } catch (IOException e) {
      // closed, broken or late
    }
  }
}
