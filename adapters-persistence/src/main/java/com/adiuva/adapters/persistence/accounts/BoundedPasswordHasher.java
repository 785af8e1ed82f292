package com.adiuva.adapters.persistence.accounts;

import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Keeps a core free for everybody else: few hashes run at once, few wait, and the rest are told at
/// once that the server is busy.
public final class BoundedPasswordHasher implements PasswordHasher, AutoCloseable {
  private static final int QUEUE = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final PasswordHasher hasher;
  private final ThreadPoolExecutor threads;

  /// @param cores of the machine; all but one, though at least one, may hash
  public BoundedPasswordHasher(PasswordHasher hasher, int cores) {
    this.hasher = hasher;
    int atOnce = Math.max(1, cores - 1);
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().name("password-hash-", 0).daemon().factory());
  }

  @Override
  public String hash(Password password) {
    return run(() -> hasher.hash(password));
  }

  @Override
  public Check verify(Password password, String storedHash) {
    return run(() -> hasher.verify(password, storedHash));
  }

  @Override
  public void verifyNothing(Password password) {
    run(() -> {
      hasher.verifyNothing(password);
      return true;
    });
  }

  /// Refuses new work and forgets what waits; what runs is finished within a hash's time.
  @Override
  public void close() {
    for (Runnable waiting : threads.shutdownNow()) {
      if (waiting instanceof Future<?> future) {
        future.cancel(false);
      }
    }
  }

  private <T> T run(Callable<T> work) {
    Future<T> result;
    try {
      result = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw overloaded(e);
    }
    try {
      return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("hashing a password failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.cancel(false);
      throw overloaded(e);
    } catch (TimeoutException | CancellationException e) {
      result.cancel(false);
      throw overloaded(e);
    }
  }

  private static ProblemException overloaded(Exception cause) {
    return new ProblemException(new Problem.Overloaded(RETRY_AFTER), cause);
  }
}
