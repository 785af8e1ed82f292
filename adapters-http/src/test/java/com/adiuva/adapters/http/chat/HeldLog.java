package com.adiuva.adapters.http.chat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/// Holds the thread that logs a request's end until it is released: once, for the first such line.
final class HeldLog extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 15;

  private final Logger logger = (Logger) LoggerFactory.getLogger(PlainDialogue.class);
  private final Level before = logger.getLevel();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  HeldLog() {
    setContext(logger.getLoggerContext());
    start();
    logger.setLevel(Level.INFO);
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    reached.countDown();
    try {
      boolean _ = released.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitLine() throws InterruptedException {
    if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("no request ended");
    }
  }

  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    release();
    logger.detachAppender(this);
    logger.setLevel(before);
  }
}
