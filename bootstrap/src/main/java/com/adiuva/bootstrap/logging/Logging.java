package com.adiuva.bootstrap.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;

/// Sets logging up in code, because what it looks like depends on `ENV`.
public final class Logging {
  private static final int QUEUE = 8_192;

  /// Kept, because a logger nobody holds forgets its level.
  private static final java.util.logging.Logger LUCENE =
      java.util.logging.Logger.getLogger("org.apache.lucene");

  private Logging() {}

  /// The forms of a log line.
  public enum Form {
    /// One line for a person.
    TEXT,
    /// One JSON object a line.
    JSON
  }

  /// Replaces whatever was configured: everything goes to standard error in text form, to standard
  /// output in JSON form. Requests never wait for the console: when it blocks, lines are dropped.
  public static void configure(Form form, Level level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();

    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget(form == Form.JSON ? "System.out" : "System.err");
    console.setEncoder(form == Form.JSON ? jsonEncoder(context) : textEncoder(context));
    console.start();

    AsyncAppender async = new AsyncAppender();
    async.setContext(context);
    async.setQueueSize(QUEUE);
    async.setNeverBlock(true);
    async.setDiscardingThreshold(0);
    async.addAppender(console);
    async.start();

    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(async);
    context.getLogger("com.adiuva").setLevel(level);
    context.getLogger("http.access").setLevel(level);
    // Their warnings repeat what a client sent, or what we report ourselves; at DEBUG they write
    // out whole requests, tokens and bodies included. So they have levels of their own, which hold
    // whatever others are set to.
    context.getLogger("org.eclipse.jetty").setLevel(Level.ERROR);
    context.getLogger("io.javalin").setLevel(Level.OFF);
    context.getLogger("software.amazon.awssdk").setLevel(Level.ERROR);
    context.getLogger("dev.langchain4j").setLevel(Level.ERROR);
    context.getLogger("org.apache.hc").setLevel(Level.ERROR);
    context.getLogger("io.qdrant").setLevel(Level.ERROR);
    // It says how it could be faster with an incubating module, each time.
    LUCENE.setLevel(java.util.logging.Level.SEVERE);
  }

  /// Writes out what is still queued.
  public static void flush() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  private static Encoder<ILoggingEvent> jsonEncoder(LoggerContext context) {
    JsonLineEncoder encoder = new JsonLineEncoder();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> textEncoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    // Line breaks inside a message are shown as such, so that nobody can forge a line.
    encoder.setPattern(
        "%d{HH:mm:ss.SSS} %-5level %logger{20} %replace(%msg){'[\\r\\n\\x1b\\u2028\\u2029]', '⏎'}"
            + " %kvp{NONE}%replace( [%mdc{request_id}]){' \\[\\]', ''}%n%ex");
    encoder.start();
    return encoder;
  }
}
