package com.adiuva.adapters.http.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/// Collects what a logger says, at every level, until closed.
public final class LogCapture implements AutoCloseable {
  private final Logger logger;
  private final Level before;
  private final Collector collector = new Collector();

  public LogCapture(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    before = logger.getLevel();
    logger.setLevel(Level.DEBUG);
    collector.start();
    logger.addAppender(collector);
  }

  public List<ILoggingEvent> events() {
    return List.copyOf(collector.events);
  }

  /// Waits, at most 5 s, for a line: the access log is written when the client has its answer.
  public ILoggingEvent await(Predicate<ILoggingEvent> wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() < end) {
      Optional<ILoggingEvent> found = events().stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no such line among " + events());
  }

  /// Everything said, with key-values, contexts and stack traces.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : events()) {
      text.append(event.getLevel()).append(' ').append(event.getFormattedMessage());
      text.append(' ').append(event.getKeyValuePairs()).append(event.getMDCPropertyMap());
      if (event.getThrowableProxy() != null) {
        text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() {
    logger.detachAppender(collector);
    logger.setLevel(before);
  }

  private static final class Collector extends AppenderBase<ILoggingEvent> {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      event.getMDCPropertyMap();
      events.add(event);
    }
  }
}
