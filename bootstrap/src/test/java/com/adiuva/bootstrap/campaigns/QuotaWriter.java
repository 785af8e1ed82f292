package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes until there is no room, makes some, and writes on.
final class QuotaWriter {
  private final StorageClient other;
  private final Random random;
  private final int largest;
  private final Tally tally;
  private final List<UUID> records = new ArrayList<>();
  private StorageClient client;
  private boolean full;

  /// @param other where to go on when the server is gone
  QuotaWriter(StorageClient client, StorageClient other, Random random, int largest, Tally tally) {
    this.client = client;
    this.other = other;
    this.random = random;
    this.largest = largest;
    this.tally = tally;
  }

  /// What became of the operations of all.
  static final class Tally {
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger freed = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    int refused() {
      return refused.get();
    }

    int broken() {
      return broken.get();
    }

    @Override
    public String toString() {
      return "%s writes, %s deleted or shrunk, %s refused, %s cut off or put off"
          .formatted(written, freed, refused, broken);
    }
  }

  /// One request that is answered; those that a busy server puts off are made again.
  void step() throws IOException, InterruptedException {
    StorageClient.patiently(() -> {
      attempt();
      return true;
    });
  }

  private void attempt() throws IOException, InterruptedException {
    try {
      if (full && !records.isEmpty() && random.nextInt(3) == 0) {
        makeRoom();
      } else if (!records.isEmpty() && random.nextInt(4) == 0) {
        UUID id = records.get(random.nextInt(records.size()));
        judge(client.update(id, Content.random(random, largest), null), 200);
      } else {
        ApiClient.Answer answer = client.create(null, "quota", Content.random(random, largest));
        if (judge(answer, 201)) {
          records.add(UUID.fromString(answer.text("id")));
        }
      }
    } catch (StorageClient.Busy e) {
      tally.broken.incrementAndGet();
      throw e;
    } catch (IOException e) {
      if (client.api() == other.api()) {
        throw e;
      }
      tally.broken.incrementAndGet();
      client = other;
    }
  }

  /// Deleting and shrinking must work however full it is.
  private void makeRoom() throws IOException, InterruptedException {
    UUID id = records.remove(random.nextInt(records.size()));
    if (random.nextBoolean()) {
      StorageClient.expect(200, client.delete(id, null));
    } else {
      StorageClient.expect(200, client.update(id, Content.random(random, 0), null));
    }
    tally.freed.incrementAndGet();
    full = false;
  }

  private boolean judge(ApiClient.Answer answer, int done) throws StorageClient.Busy {
    full = !StorageClient.isDone(answer, done, 402);
    if (!full) {
      tally.written.incrementAndGet();
      return true;
    }
    long used = answer.body().path("used_bytes").asLong();
    long limit = answer.body().path("limit_bytes").asLong();
    if (used > limit || limit == 0 || answer.body().path("needed_bytes").asLong() <= 0) {
      throw StorageClient.unexpected(answer);
    }
    tally.refused.incrementAndGet();
    return false;
  }
}
