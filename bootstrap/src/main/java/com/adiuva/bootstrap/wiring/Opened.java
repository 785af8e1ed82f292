package com.adiuva.bootstrap.wiring;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was opened and is to be closed, the last first.
public final class Opened implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Opened.class);

  /// Its lock is held while something opens, so that whoever closes waits for it and closes that
  /// too.
  private final Deque<AutoCloseable> stack = new ArrayDeque<>();

  private volatile boolean closing;

  /// @throws StartException when everything is being closed already
  public <T extends AutoCloseable> T open(Supplier<T> opening) throws StartException {
    synchronized (stack) {
      if (closing) {
        throw new StartException("The server was stopped while it started.");
      }
      T resource = opening.get();
      stack.push(resource);
      return resource;
    }
  }

  /// Twice is no error.
  @Override
  public void close() {
    closing = true;
    synchronized (stack) {
      while (!stack.isEmpty()) {
        AutoCloseable next = stack.pop();
        try {
          next.close();
        } catch (Exception e) {
          log.warn("closing {} failed", next.getClass().getSimpleName(), e);
        }
      }
    }
  }
}
