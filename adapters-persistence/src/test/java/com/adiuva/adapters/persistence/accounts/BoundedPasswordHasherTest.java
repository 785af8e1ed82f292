package com.adiuva.adapters.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.accounts.PasswordHasherContract;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BoundedPasswordHasherTest implements PasswordHasherContract {
  private static final Password PASSWORD = Password.attempted("whatever");

  @AutoClose
  private final BoundedPasswordHasher hasher =
      new BoundedPasswordHasher(new BcryptPasswordHasher(5, new SecureRandom()), 2);

  @Override
  public PasswordHasher hasher() {
    return hasher;
  }

  @Test
  void runsFewQueuesSomeAndRefusesTheRestAtOnce() throws Exception {
    Stuck stuck = new Stuck();
    int cores = 4;
    int accepted = (cores - 1) + 32;
    try (BoundedPasswordHasher bounded = new BoundedPasswordHasher(stuck, cores);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> waiting = new ArrayList<>();
      CountDownLatch refused = new CountDownLatch(100 - accepted);
      for (int i = 0; i < 100; i++) {
        waiting.add(
            callers.submit(() -> {
              try {
                return bounded.hash(PASSWORD);
              } catch (ProblemException e) {
                assertThat(e.problem()).isInstanceOf(Problem.Overloaded.class);
                refused.countDown();
                return "refused";
              }
            }));
      }
      // While nothing that runs can end, so none of them waited for it.
      assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(stuck.started.tryAcquire(cores - 1, 10, TimeUnit.SECONDS)).isTrue();
      assertThat(stuck.running.get()).isEqualTo(cores - 1);
      stuck.mayEnd.release(accepted);
      int hashed = 0;
      for (Future<String> caller : waiting) {
        hashed += caller.get().equals("hash") ? 1 : 0;
      }
      assertThat(hashed).isEqualTo(accepted);
      assertThat(stuck.mostRunning.get()).isEqualTo(cores - 1);
    }
  }

  @Test
  void closingLetsNobodyWait() throws Exception {
    Stuck stuck = new Stuck();
    BoundedPasswordHasher bounded = new BoundedPasswordHasher(stuck, 1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> running = callers.submit(() -> bounded.hash(PASSWORD));
      assertThat(stuck.started.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      List<Future<String>> others = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        others.add(callers.submit(() -> bounded.hash(PASSWORD)));
      }
      bounded.close();
      // While what runs cannot end: none of them waited for it, nor for their patience.
      for (Future<String> other : others) {
        assertThatThrownBy(() -> other.get(10, TimeUnit.SECONDS))
            .hasCauseInstanceOf(ProblemException.class);
      }
      assertThat(running.isDone()).isFalse();
      stuck.mayEnd.release();
      assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo("hash");
      assertThat(stuck.mostRunning.get()).isEqualTo(1);
    }
    assertThatThrownBy(() -> bounded.hash(PASSWORD))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Overloaded.class));
  }

  @Test
  void passesOnWhatTheHasherThrows() {
    RuntimeException broken = new IllegalStateException("broken");
    PasswordHasher failing =
        new Stuck() {
          @Override
          public String hash(Password password) {
            throw broken;
          }
        };
    try (BoundedPasswordHasher bounded = new BoundedPasswordHasher(failing, 2)) {
      assertThatThrownBy(() -> bounded.hash(PASSWORD)).isSameAs(broken);
    }
  }

  /// A hasher that ends when it is told to.
  private static class Stuck implements PasswordHasher {
    final Semaphore mayEnd = new Semaphore(0);
    final Semaphore started = new Semaphore(0);
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();

    @Override
    public String hash(Password password) {
      mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      started.release();
      mayEnd.acquireUninterruptibly();
      running.decrementAndGet();
      return "hash";
    }

    @Override
    public Check verify(Password password, String storedHash) {
      return Check.DIFFERS;
    }

    @Override
    public void verifyNothing(Password password) {
      hash(password);
    }
  }
}
