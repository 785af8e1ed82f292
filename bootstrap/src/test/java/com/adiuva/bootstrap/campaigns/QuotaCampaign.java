package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Many write at once what cannot all fit, while somebody watches that never too much is counted,
/// and that rows and reservations add up to what is counted at every instant.
///
/// @param seed decides what each thread does, not how they meet
/// @param operations of each thread
/// @param room how many bytes are free when it begins
/// @param largest blob, in bytes
public record QuotaCampaign(long seed, int threads, int operations, long room, int largest) {
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  /// Whom and where it is about.
  ///
  /// @param servers that use the same database and blobs; the first one outlives the campaign
  /// @param books of their database
  public record Ground(List<ApiClient> servers, Books books, String token) {}

  /// Something that happens once, when half of all operations are done.
  @FunctionalInterface
  public interface Disruption {
    void happen() throws IOException, InterruptedException;
  }

  /// Runs the campaign on a user who has nothing stored yet.
  ///
  /// @return what was done, in a line
  /// @throws AssertionError when the limit was exceeded at any instant, or books disagree
  public String run(Ground ground, Disruption halfway) throws IOException, InterruptedException {
    StorageClient first = new StorageClient(ground.servers().getFirst(), ground.token());
    ApiClient.Answer me = ground.servers().getFirst().get("/auth/me", ground.token());
    UUID user = UUID.fromString(StorageClient.expect(200, me).text("id"));
    long limit = first.usage().body().path("storage").path("limit_bytes").asLong();
    ground.books().plant(user, limit - room);
    QuotaWriter.Tally tally = new QuotaWriter.Tally();
    AtomicInteger running = new AtomicInteger(threads);
    AtomicLong done = new AtomicLong();
    List<Callable<?>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      QuotaWriter writer =
          new QuotaWriter(
              new StorageClient(ground.servers().get(i % ground.servers().size()), ground.token()),
              first,
              new Random(seed * 1_000 + i),
              largest,
              tally);
      tasks.add(() -> {
        for (int n = 0; n < operations; n++) {
          writer.step();
          if (done.incrementAndGet() == (long) threads * operations / 2) {
            halfway.happen();
          }
        }
        running.decrementAndGet();
        return null;
      });
    }
    AtomicInteger samples = new AtomicInteger();
    AtomicLong highest = new AtomicLong();
    tasks.add(() -> {
      while (running.get() > 0) {
        long used = sample(ground.books(), first, user, limit);
        highest.accumulateAndGet(used, Math::max);
        samples.incrementAndGet();
      }
      return null;
    });
    Crew.run(DEADLINE, tasks);
    if (tally.refused() == 0) {
      throw new AssertionError("the limit was never reached: " + tally);
    }
    ground.books().unplant(user);
    long used = settle(ground.books(), first, user, tally);
    return "%d threads, %s; %d samples, at most %d of %d bytes used; %d bytes stored in the end"
        .formatted(threads, tally, samples.get(), highest.get(), limit, used);
  }

  /// @return what is used
  private static long sample(Books books, StorageClient client, UUID user, long limit)
      throws IOException, InterruptedException {
    Books.Snapshot snapshot = books.snapshot(user);
    JsonNode usage = client.usage().body().path("storage");
    if (snapshot.ledger() > limit || usage.path("used_bytes").asLong() > limit) {
      throw new AssertionError("over the limit of " + limit + ": " + snapshot + ", " + usage);
    }
    if (snapshot.ledger() != snapshot.rows() + snapshot.reserved()) {
      throw new AssertionError("the ledger disagrees: " + snapshot);
    }
    return snapshot.ledger();
  }

  /// What is counted, what rows say, and what can be read must be the same.
  ///
  /// @return how many bytes that is
  private static long settle(Books books, StorageClient client, UUID user, QuotaWriter.Tally tally)
      throws IOException, InterruptedException {
    long stored = 0;
    for (RecordState record : client.list().values()) {
      HttpResponse<byte[]> bytes = client.read(record.id());
      if (bytes.statusCode() != 200 || !Content.checksum(bytes.body()).equals(record.checksum())) {
        throw new AssertionError(record + " was read with status " + bytes.statusCode());
      }
      stored += bytes.body().length;
    }
    Books.Snapshot end = books.snapshot(user);
    // What a killed process or a lost connection had reserved stays so until its time is over.
    if (end.rows() != stored
        || end.ledger() != stored + end.reserved()
        || (tally.broken() == 0 && end.reserved() != 0)) {
      throw new AssertionError("%d bytes can be read, but %s; %s".formatted(stored, end, tally));
    }
    return stored;
  }
}
