package com.adiuva.bootstrap.campaigns;

import com.adiuva.adapters.llm.testkit.ProviderRequest;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.bootstrap.testkit.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests over the socket, each ended at a random moment: by a cancel frame, by a broken socket,
/// or by a cancel frame after the broken socket's run was resumed on another. Whatever it was doing
/// then (writing, waiting for the provider, for the client's data or a person's word), nothing of
/// it is left a second later. How long after an end the provider last heard a call is measured from
/// where the client stands, so a busy machine adds to it.
public final class CancelCampaign {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration A_MOMENT = Duration.ofMillis(20);
  private static final Pattern NUMBER = Pattern.compile("run-(\\d+)\\.");

  private final long seed;
  private final int runs;
  private final Duration stop;
  private final Map<Integer, List<Long>> calls = new ConcurrentHashMap<>();
  private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
  private final Map<Integer, String> hows = new ConcurrentHashMap<>();
  private final Map<String, Integer> waysOut = new ConcurrentHashMap<>();

  /// Where it takes place.
  ///
  /// @param tokens one for each client that works at the same time
  /// @param requestThreads how many threads of the server work for requests now
  public record Ground(
      String url, List<String> tokens, ScriptedProvider provider, LongSupplier requestThreads) {
    public Ground {
      tokens = List.copyOf(tokens);
    }
  }

  /// @param stop how long after an end the provider may still be called
  public CancelCampaign(long seed, int runs, Duration stop) {
    this.seed = seed;
    this.runs = runs;
    this.stop = stop;
  }

  /// @return what was done, in one line
  /// @throws AssertionError when something was left
  public String run(Ground ground) throws Exception {
    ground.provider().otherwise(this::reply);
    List<Future<?>> clients = new ArrayList<>();
    int count = ground.tokens().size();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < count; client++) {
        int first = client;
        clients.add(
            threads.submit(() -> {
              for (int number = first; number < runs; number += count) {
                one(ground, ground.tokens().get(first), number);
              }
              return null;
            }));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    }
    check(settled(() -> unanswered(ground.provider())) == 0, "a call of the provider is open");
    check(settled(ground.requestThreads()) == 0, "a thread works for a request");
    long latest = 0;
    for (int number : ends.keySet()) {
      long late = latestCall(number);
      check(
          late < stop.toNanos(),
          "run %d was %s, a model called %d ms later"
              .formatted(number, hows.get(number), TimeUnit.NANOSECONDS.toMillis(late)));
      latest = Math.max(latest, late);
    }
    return "%d runs ended at random, %s; nothing left, the latest call %d ms after an end"
        .formatted(runs, new java.util.TreeMap<>(waysOut), TimeUnit.NANOSECONDS.toMillis(latest));
  }

  private void one(Ground ground, String token, int number) throws Exception {
    SplittableRandom random = new SplittableRandom(seed + number);
    boolean resumable = random.nextBoolean();
    String runId = "";
    long seen = 0;
    try (SocketClient socket = SocketClient.openLive(ground.url(), token)) {
      socket.send(
          Map.of(
              "type",
              "request",
              "resumable",
              resumable,
              "request",
              Map.of("message", "run-" + number + ". Go")));
      for (int frames = random.nextInt(8); frames > 0; frames--) {
        // The first one comes after the router's call, which not every run shall end in.
        JsonNode frame = seen == 0 ? socket.json() : socket.jsonWithin(A_MOMENT);
        if (frame == null) {
          break;
        }
        if (isLast(frame)) {
          waysOut.merge("over", 1, Integer::sum);
          return;
        }
        seen = frame.path("seq").asLong();
        runId = frame.path("run_id").asText(runId);
      }
      LockSupport.parkNanos(random.nextInt(10_000_000));
      if (!resumable && random.nextBoolean()) {
        socket.abort();
        ended(number, "broken");
        return;
      }
      if (!resumable || runId.isEmpty() || random.nextBoolean()) {
        cancel(socket, number, "cancelled");
        return;
      }
      socket.abort();
    }
    try (SocketClient again = SocketClient.openLive(ground.url(), token)) {
      again.send(Map.of("type", "resume", "run_id", runId, "after", seen));
      cancel(again, number, "resumed");
    }
  }

  /// What was over before the cancel frame came has said so.
  private void cancel(SocketClient socket, int number, String how) throws Exception {
    socket.send(Map.of("type", "cancel"));
    ended(number, how);
    JsonNode frame = socket.json();
    while (!isLast(frame)) {
      frame = socket.json();
    }
    // A connection that breaks by itself is the provider's failure: to be seen, not to end this.
    boolean unreachable = frame.at("/problem/code").asText().equals("llm_unavailable");
    if (unreachable) {
      waysOut.merge("of which unreachable", 1, Integer::sum);
    }
    check(unreachable || frame.path("type").asText().equals("done"), "it ended as " + frame);
  }

  private static void check(boolean as, String otherwise) {
    if (!as) {
      throw new AssertionError(otherwise);
    }
  }

  private void ended(int number, String how) {
    ends.put(number, System.nanoTime());
    hows.put(number, how);
    waysOut.merge(how, 1, Integer::sum);
  }

  private static boolean isLast(JsonNode frame) {
    return List.of("done", "error").contains(frame.path("type").asText());
  }

  private Reply reply(ProviderRequest request) {
    Matcher named = NUMBER.matcher(request.body());
    int number = named.find() ? Integer.parseInt(named.group(1)) : -1;
    List<Long> made =
        calls.computeIfAbsent(number, key -> Collections.synchronizedList(new ArrayList<>()));
    made.add(System.nanoTime());
    return switch (new SplittableRandom(seed - number * 100L - made.size()).nextInt(6)) {
      case 0 -> Reply.silence();
      case 1 -> Reply.call("list_tasks", "{}");
      case 2 -> Reply.call("delete_task", "{\"task_id\":\"t-1\"}");
      case 3 -> Reply.call("create_task", "{\"title\":\"Milk\"}");
      default ->
          Reply.textEvery(
              Duration.ofMillis(1), Collections.nCopies(30, "word ").toArray(String[]::new));
    };
  }

  private static long unanswered(ScriptedProvider provider) {
    return provider.requests().stream()
        .filter(request -> !request.answered().isDone() && !request.closed().isDone())
        .count();
  }

  /// What is left, asked again for as long as something may be.
  private static long settled(LongSupplier left) {
    long end = System.nanoTime() + GRACE.toNanos();
    long now = left.getAsLong();
    while (now > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      now = left.getAsLong();
    }
    return now;
  }

  /// How long after the run's end, in nanoseconds; not positive when none was.
  private long latestCall(int number) {
    List<Long> made = calls.getOrDefault(number, List.of());
    long end = ends.getOrDefault(number, 0L);
    return made.stream().mapToLong(call -> call - end).max().orElse(0);
  }
}
