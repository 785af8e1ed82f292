package com.adiuva.domain.limits;

import com.adiuva.domain.accounts.UserId;
import java.util.concurrent.CompletableFuture;

/// Somebody who looks at a user's bytes all the time while others change them.
public final class UsageWatch implements AutoCloseable {
  private final CompletableFuture<Void> looking;
  private volatile long highest = -1;
  private volatile boolean stopped;

  private UsageWatch(StorageLedger ledger, UserId user) {
    look(ledger, user); // once at least
    this.looking =
        CompletableFuture.runAsync(
            () -> {
              while (!stopped) {
                look(ledger, user);
              }
            },
            task -> Thread.ofVirtual().start(task));
  }

  public static UsageWatch start(StorageLedger ledger, UserId user) {
    return new UsageWatch(ledger, user);
  }

  private void look(StorageLedger ledger, UserId user) {
    highest = Math.max(highest, ledger.usage(user).storageBytes());
  }

  /// Stops looking.
  ///
  /// @return the most that was ever seen
  public long highestStorageBytes() {
    close();
    return highest;
  }

  @Override
  public void close() {
    stopped = true;
    looking.join();
  }
}
