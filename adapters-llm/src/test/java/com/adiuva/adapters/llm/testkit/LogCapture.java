package com.adiuva.adapters.llm.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/// Everything any logger says, down to the finest level; but for the AWS SDK, which writes out all
/// it decodes and is therefore held to errors in the server, whatever an operator asks for.
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  public LogCapture() {
    setContext(root.getLoggerContext());
    start();
    root.setLevel(Level.TRACE);
    ((Logger) LoggerFactory.getLogger("software.amazon.awssdk")).setLevel(Level.ERROR);
    root.addAppender(this);
  }

  public String text() {
    return String.join("\n", lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    String thrown =
        event.getThrowableProxy() == null
            ? ""
            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + thrown);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(before);
  }
}
