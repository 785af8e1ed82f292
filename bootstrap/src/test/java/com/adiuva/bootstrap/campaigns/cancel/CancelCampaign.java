package com.adiuva.bootstrap.campaigns.cancel;

import com.adiuva.adapters.llm.testkit.ProviderRequest;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.bootstrap.campaigns.cancel.CallCosts.Bounds;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.SocketClient;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.TokenEstimate;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Requests over the socket, each ended at a random moment: by a cancel frame, by a broken socket,
/// or by a cancel frame after the broken socket's run was resumed on another. Whatever it was doing
/// then (writing, waiting for the provider, for the client's data or a person's word), nothing of
/// it is left a second later, and its users are charged what their runs were told to cost, to the
/// token; where the socket broke and nothing was told, about what the provider saw of the run. How
/// long after an end the provider last heard a call is measured from where the client stands, so a
/// busy machine adds to it.
public final class CancelCampaign {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration A_MOMENT = Duration.ofMillis(20);
  private static final Pattern NUMBER = Pattern.compile("run-(\\d+)\\.");
  private static final String WORD = "word ";
  private static final int WORDS = 30;

  private final long seed;
  private final int runs;
  private final Duration stop;
  private final Map<Integer, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Set<ProviderRequest> unanswered = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<EndedRun> ended = new ConcurrentLinkedQueue<>();

  /// Where it takes place. Whoever is on the free tier has a budget.
  ///
  /// @param api of the server
  /// @param clients how many work at the same time
  /// @param requestThreads how many threads of the server work for requests now
  public record Ground(
      String url,
      ApiClient api,
      int clients,
      ScriptedProvider provider,
      TokenBooks books,
      LongSupplier requestThreads) {}

  /// The users of one client, by their access tokens.
  ///
  /// @param staying hears the end of each of his runs
  /// @param leaving does not, where he breaks the socket
  private record Client(String staying, String leaving) {}

  /// @param stop how long after an end the provider may still be called
  public CancelCampaign(long seed, int runs, Duration stop) {
    this.seed = seed;
    this.runs = runs;
    this.stop = stop;
  }

  /// @return what was done, in one line
  /// @throws AssertionError when something was left, or somebody was charged wrongly
  public String run(Ground ground) throws Exception {
    ground.provider().otherwise(this::reply);
    List<Client> clients = new ArrayList<>();
    for (int number = 0; number < ground.clients(); number++) {
      clients.add(client(ground, number));
    }
    List<Future<?>> working = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < clients.size(); client++) {
        int first = client;
        working.add(
            threads.submit(() -> {
              for (int number = first; number < runs; number += clients.size()) {
                ended.add(one(ground, clients.get(first), number));
              }
              return null;
            }));
      }
      for (Future<?> client : working) {
        client.get();
      }
    }
    check(settled(() -> open(ground.provider())) == 0, "a call of the provider is open");
    check(settled(ground.requestThreads()) == 0, "a thread works for a request");
    check(settled(ground.books()::reservations) == 0, "tokens are reserved");
    Map<Integer, List<ProviderRequest>> seen =
        ground.provider().requests().stream()
            .collect(Collectors.groupingBy(CancelCampaign::numberOf));
    long latest = latest(seen);
    long spent = charged(ground, clients, seen);
    Map<String, Long> ways =
        ended.stream()
            .collect(Collectors.groupingBy(EndedRun::how, TreeMap::new, Collectors.counting()));
    return "%d runs ended at random, %s; nothing left, the latest call %d ms after an end; %d tokens charged"
        .formatted(ended.size(), ways, TimeUnit.NANOSECONDS.toMillis(latest), spent);
  }

  /// Every other client's users have no budget, so that their calls are settled later.
  private Client client(Ground ground, int number) throws IOException, InterruptedException {
    List<String> tokens = new ArrayList<>();
    for (String name : List.of("staying", "leaving")) {
      ApiClient.Answer registered =
          ground
              .api()
              .register(
                  "%s-%d-%d@example.org".formatted(name, number, seed),
                  "changes its mind",
                  "10.3.%d.%d".formatted(tokens.size(), 1 + number % 250));
      check(registered.status() == 201, "nobody could register: " + registered.status());
      String token = registered.text("access_token");
      if (number % 2 == 1) {
        ground.books().grant(token, Tier.PRO);
      }
      tokens.add(token);
    }
    return new Client(tokens.get(0), tokens.get(1));
  }

  private EndedRun one(Ground ground, Client client, int number) throws Exception {
    SplittableRandom random = new SplittableRandom(seed + number);
    boolean resumable = random.nextBoolean();
    boolean breaks = !resumable && random.nextBoolean();
    String token = breaks ? client.leaving() : client.staying();
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
          return ended(number, token, "over", System.nanoTime(), frame);
        }
        seen = frame.path("seq").asLong();
        runId = frame.path("run_id").asText(runId);
      }
      LockSupport.parkNanos(random.nextInt(10_000_000));
      if (breaks) {
        socket.abort();
        return new EndedRun(number, token, "broken", System.nanoTime(), null);
      }
      if (!resumable || runId.isEmpty() || random.nextBoolean()) {
        return cancel(socket, number, token, "cancelled");
      }
      socket.abort();
    }
    try (SocketClient again = SocketClient.openLive(ground.url(), token)) {
      again.send(Map.of("type", "resume", "run_id", runId, "after", seen));
      return cancel(again, number, token, "resumed");
    }
  }

  /// What was over before the cancel frame came has said so.
  private EndedRun cancel(SocketClient socket, int number, String token, String how)
      throws Exception {
    socket.send(Map.of("type", "cancel"));
    long at = System.nanoTime();
    JsonNode frame = socket.json();
    while (!isLast(frame)) {
      frame = socket.json();
    }
    return ended(number, token, how, at, frame);
  }

  private EndedRun ended(int number, String token, String how, long at, JsonNode last) {
    if (last.path("type").asText().equals("done")) {
      return new EndedRun(number, token, how, at, TokenBooks.usageOf(last.path("usage")));
    }
    // A connection that breaks by itself is the provider's failure: to be seen, not to end this.
    check(last.at("/problem/code").asText().equals("llm_unavailable"), "it ended as " + last);
    return new EndedRun(number, token, "unreachable", at, null);
  }

  private static boolean isLast(JsonNode frame) {
    return List.of("done", "error").contains(frame.path("type").asText());
  }

  private void check(boolean as, String otherwise) {
    if (!as) {
      throw new AssertionError("seed %d: %s".formatted(seed, otherwise));
    }
  }

  private static int numberOf(ProviderRequest request) {
    Matcher named = NUMBER.matcher(request.body());
    return named.find() ? Integer.parseInt(named.group(1)) : -1;
  }

  private Reply reply(ProviderRequest request) {
    int number = numberOf(request);
    int call = calls.computeIfAbsent(number, key -> new AtomicInteger()).incrementAndGet();
    return switch (new SplittableRandom(seed - number * 100L - call).nextInt(6)) {
      case 0 -> {
        unanswered.add(request);
        yield Reply.silence();
      }
      case 1 -> Reply.call("list_tasks", "{}");
      case 2 -> Reply.call("delete_task", "{\"task_id\":\"t-1\"}");
      case 3 -> Reply.call("create_task", "{\"title\":\"Milk\"}");
      default ->
          Reply.textEvery(
              Duration.ofMillis(1), Collections.nCopies(WORDS, WORD).toArray(String[]::new));
    };
  }

  private static long open(ScriptedProvider provider) {
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

  /// How long after the end of its run a call came at the latest, in nanoseconds, never negative.
  private long latest(Map<Integer, List<ProviderRequest>> seen) {
    long latest = 0;
    for (EndedRun run : ended) {
      for (ProviderRequest call : seen.getOrDefault(run.number(), List.of())) {
        long late = call.arrivedAt() - run.at();
        check(
            late < stop.toNanos(),
            "run %d was %s, a model called %d ms later"
                .formatted(run.number(), run.how(), TimeUnit.NANOSECONDS.toMillis(late)));
        latest = Math.max(latest, late);
      }
    }
    return latest;
  }

  /// @return how many tokens all are charged for
  private long charged(
      Ground ground, List<Client> clients, Map<Integer, List<ProviderRequest>> seen)
      throws IOException, InterruptedException {
    CallCosts costs =
        new CallCosts(
            seen.values().stream().flatMap(List::stream).toList(),
            unanswered::contains,
            WORDS * TokenEstimate.of(WORD));
    long all = 0;
    for (Client client : clients) {
      for (String token : List.of(client.staying(), client.leaving())) {
        Bounds due = Bounds.NOTHING;
        for (EndedRun run : ended) {
          if (run.token().equals(token)) {
            due = due.plus(costs.due(run, seen.getOrDefault(run.number(), List.of())));
          }
        }
        Usage spent = ground.books().spent(token);
        check(due.include(spent), "%s was charged instead of %s".formatted(spent, due));
        all += spent.inputTokens() + spent.outputTokens();
      }
    }
    return all;
  }
}
