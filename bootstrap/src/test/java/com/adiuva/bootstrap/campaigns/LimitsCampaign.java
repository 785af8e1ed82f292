package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// One user asks several servers all the time and for more than the limit. What is served never
/// exceeds the limit in any window, and nothing is refused before the limit is reached.
///
/// When a request was counted is not seen from here, only that it was after it was sent and before
/// its answer came; so what is asserted is what follows from that for certain. See [Counted].
///
/// @param seed decides how long each client waits between its requests
/// @param windows for how many of them it goes on
/// @param clients of each server
/// @param reached in how many of the windows they must ask for enough
public record LimitsCampaign(long seed, int windows, Duration window, int clients, int reached) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LONGEST_PAUSE_NANOS = 10_000_000;

  /// Runs the campaign.
  ///
  /// @param servers that share their counts, and have that window
  /// @param token of a user who has not asked for anything for a window
  /// @return what was done, in a line
  /// @throws AssertionError when more was served than allowed, or less
  public String run(List<ApiClient> servers, String token) throws InterruptedException {
    Collection<Counted> answers = new ConcurrentLinkedQueue<>();
    long began = System.nanoTime();
    long end = began + window.toNanos() * windows;
    List<Callable<?>> tasks = new ArrayList<>();
    for (int i = 0; i < servers.size() * clients; i++) {
      ApiClient server = servers.get(i % servers.size());
      Random random = new Random(seed * 1_000 + i);
      tasks.add(() -> {
        while (System.nanoTime() < end) {
          answers.add(ask(server, token));
          LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
        }
        return null;
      });
    }
    Crew.run(window.multipliedBy(windows).plus(PATIENCE), tasks);
    return new Judgement(List.copyOf(answers), window).over(began, windows, reached);
  }

  private static Counted ask(ApiClient server, String token)
      throws IOException, InterruptedException {
    long sent = System.nanoTime();
    ApiClient.Answer answer = server.get("/auth/me", token);
    long received = System.nanoTime();
    if (answer.status() != 200 && answer.status() != 429) {
      throw new AssertionError("answered " + answer.status() + ": " + answer.body());
    }
    int limit = header(answer, "RateLimit-Limit");
    if (header(answer, "RateLimit-Remaining") == limit) {
      throw new AssertionError("a request was not counted: Redis did not answer in time");
    }
    return new Counted(sent, received, answer.status() == 200, limit);
  }

  private static int header(ApiClient.Answer answer, String name) {
    return (int) answer.response().headers().firstValueAsLong(name).orElseThrow();
  }

  /// A request as its client saw it. It was counted, or refused, at some time between.
  ///
  /// @param sent by the client's clock, in nanoseconds
  /// @param limit that it was told
  record Counted(long sent, long received, boolean served, int limit) {}
}
