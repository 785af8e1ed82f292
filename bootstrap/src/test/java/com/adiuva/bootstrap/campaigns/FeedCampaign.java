package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Writers change the records of one user in competition while others follow the feed. In the end
/// every follower must know the same, which is what the listing has and what the writers were told.
///
/// @param seed decides what each writer and follower does, not how they meet
/// @param operations of each writer
public record FeedCampaign(long seed, int writers, int operations) {
  private static final int FOLLOWERS = 4;
  private static final int READERS = 8;
  private static final Duration DEADLINE = Duration.ofMinutes(30);
  private static final long SILENCE_SECONDS = 60;

  /// Runs the campaign on a user who has nothing stored yet.
  ///
  /// @return what was done, in a line
  /// @throws AssertionError when anything was missed, wrong or never written
  public String run(ApiClient api, String token) throws IOException, InterruptedException {
    StorageClient client = new StorageClient(api, token);
    Acknowledged acknowledged = new Acknowledged();
    List<Follower> followers = new ArrayList<>();
    List<Callable<?>> tasks = new ArrayList<>();
    AtomicInteger writing = new AtomicInteger(writers);
    List<Semaphore> news = new ArrayList<>();
    for (int i = 0; i < FOLLOWERS; i++) {
      Follower follower = new Follower();
      Semaphore heard = new Semaphore(0);
      Random random = new Random(seed * 1_000 + 500 + i);
      followers.add(follower);
      news.add(heard);
      tasks.add(() -> follow(client, follower, random, writing, heard));
    }
    for (int i = 0; i < writers; i++) {
      FeedWriter writer = new FeedWriter(client, acknowledged, new Random(seed * 1_000 + i));
      tasks.add(() -> write(writer, writing, news));
    }
    Crew.run(DEADLINE, tasks);
    return check(client, acknowledged, followers);
  }

  private Void write(FeedWriter writer, AtomicInteger writing, List<Semaphore> news)
      throws IOException, InterruptedException {
    for (int i = 0; i < operations; i++) {
      writer.step();
      if (i == operations - 1) {
        writing.decrementAndGet();
      }
      news.forEach(Semaphore::release);
    }
    return null;
  }

  /// Goes on until it has read everything that was there when the last writer ended.
  private static Void follow(
      StorageClient client,
      Follower follower,
      Random random,
      AtomicInteger writing,
      Semaphore heard)
      throws IOException, InterruptedException {
    boolean last;
    boolean nothingNew;
    do {
      last = writing.get() == 0;
      nothingNew = follower.poll(client, limit(random));
      if (nothingNew && !last) {
        if (!heard.tryAcquire(SILENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("nobody wrote for " + SILENCE_SECONDS + " s");
        }
        heard.drainPermits();
      }
    } while (!last || !nothingNew);
    return null;
  }

  /// Mostly pages so small that a follower lags behind.
  private static int limit(Random random) {
    return random.nextInt(3) == 0 ? 1 + random.nextInt(500) : 1 + random.nextInt(10);
  }

  private String check(StorageClient client, Acknowledged acknowledged, List<Follower> followers)
      throws IOException, InterruptedException {
    Follower late = new Follower();
    late.catchUp(client, new Random(seed));
    Map<UUID, RecordState> end = late.state();
    int seen = 0;
    for (Follower follower : followers) {
      if (!follower.state().equals(end)) {
        throw new AssertionError("one knows " + follower.state() + "\nanother knows " + end);
      }
      for (RecordState change : follower.takeSeen()) {
        acknowledged.checkSeen(change);
        seen++;
      }
    }
    acknowledged.checkFinal(end);
    Map<UUID, RecordState> listing = client.list();
    late.compareWith(listing);
    checkBytes(client, listing);
    return "%d writers x %d operations, %d put off, %d changes followed, %d records of %d left, all alike"
        .formatted(writers, operations, acknowledged.inDoubt(), seen, listing.size(), end.size());
  }

  private static void checkBytes(StorageClient client, Map<UUID, RecordState> listing)
      throws InterruptedException {
    List<RecordState> all = List.copyOf(listing.values());
    AtomicInteger next = new AtomicInteger();
    Callable<?> reader =
        () -> {
          for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
            client.checkBytes(all.get(i));
          }
          return null;
        };
    Crew.run(DEADLINE, Collections.nCopies(READERS, reader));
  }
}
