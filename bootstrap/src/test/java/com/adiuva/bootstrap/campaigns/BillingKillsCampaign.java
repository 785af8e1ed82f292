package com.adiuva.bootstrap.campaigns;

import com.adiuva.adapters.billing.stripe.StripeGateway;
import com.adiuva.adapters.billing.stripe.StripeSettings;
import com.adiuva.adapters.billing.testkit.ScriptedStripe;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.ServerProcess;
import com.adiuva.domain.billing.SubscriptionSnapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Kills the server while people subscribe, pay or do not, and cancel, and while Stripe tells of it
/// in any order; starts it again, has Stripe repeat what was not acknowledged, and checks that
/// every event took effect, that nobody has two subscriptions or two pages, and that everybody has
/// what Stripe says.
///
/// @param seed decides what is done and after how many events each kill comes
/// @param cycles how often
public record BillingKillsCampaign(long seed, int cycles) {
  private static final int BUYERS = 5;
  private static final int COURIERS = 2;
  private static final int MOST_EVENTS = 40;
  private static final int MOST_BACKLOG = 20;
  private static final long PAUSE_NANOS = 2_000_000;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /// What goes on from one life of the server to the next.
  private record World(
      ScriptedStripe stripe, StripeGateway truth, Courier courier, List<Buyer> buyers) {}

  /// Runs the campaign.
  ///
  /// @param dataDir empty
  /// @param report hears one line a cycle
  /// @throws AssertionError when anything was lost, done twice or is not as Stripe has it
  public void run(Path dataDir, Consumer<String> report) throws IOException, InterruptedException {
    Random random = new Random(seed);
    try (ScriptedStripe stripe = ScriptedStripe.start();
        StripeGateway truth = gateway(stripe)) {
      List<Buyer> buyers = new ArrayList<>();
      for (int i = 0; i < BUYERS; i++) {
        String email = "buyer-" + i + "@example.org";
        buyers.add(new Buyer(email, stripe, new Random(random.nextLong())));
      }
      Courier courier = new Courier(stripe, new Random(random.nextLong()));
      World world = new World(stripe, truth, courier, buyers);
      for (int cycle = 0; cycle <= cycles; cycle++) {
        try (ServerProcess server = ServerProcess.serve(dataDir, settings(stripe));
            ApiClient api = new ApiClient(server.url())) {
          for (int i = 0; i < BUYERS; i++) {
            buyers.get(i).signIn(api, cycle, "10.3.%d.%d".formatted(cycle, 1 + i));
          }
          if (cycle > 0) {
            check(world, dataDir, api, webhook(server));
          }
          if (cycle < cycles) {
            int killAfter = 1 + random.nextInt(MOST_EVENTS);
            liveUntilKilled(world, server, api, killAfter);
            report.accept("cycle %d: killed after %d events".formatted(cycle, killAfter));
          }
        }
      }
      report.accept(
          "%d kills survived, %d events, %d subscriptions"
              .formatted(
                  cycles, stripe.events().size(), buyers.stream().mapToInt(Buyer::paid).sum()));
    }
  }

  private static StripeGateway gateway(ScriptedStripe stripe) {
    URI nowhere = URI.create("https://example.org");
    StripeSettings settings =
        new StripeSettings(
            ScriptedStripe.SECRET_KEY,
            List.of(ScriptedStripe.WEBHOOK_SECRET),
            stripe.baseUrl(),
            nowhere,
            nowhere,
            nowhere);
    return new StripeGateway(settings, Clock.systemUTC(), new SecureRandom());
  }

  private static Map<String, String> settings(ScriptedStripe stripe) {
    return Map.of(
        "STRIPE_SECRET_KEY",
        ScriptedStripe.SECRET_KEY,
        "STRIPE_WEBHOOK_SECRET",
        ScriptedStripe.WEBHOOK_SECRET,
        "STRIPE_API_BASE",
        stripe.baseUrl().toString(),
        "TRUSTED_PROXIES",
        "127.0.0.1",
        "BCRYPT_COST",
        "4");
  }

  private static URI webhook(ServerProcess server) throws IOException, InterruptedException {
    return URI.create(server.url() + "/api/v1/billing/webhook");
  }

  /// One request of somebody.
  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private static void liveUntilKilled(
      World world, ServerProcess server, ApiClient api, int killAfter)
      throws IOException, InterruptedException {
    CountDownLatch enough = new CountDownLatch(killAfter);
    AtomicBoolean killed = new AtomicBoolean();
    URI webhook = webhook(server);
    List<Callable<?>> tasks = new ArrayList<>();
    for (Buyer buyer : world.buyers()) {
      tasks.add(() ->
          untilKilled(
              () -> {
                if (world.courier().backlog() < MOST_BACKLOG) {
                  buyer.step(api);
                } else {
                  LockSupport.parkNanos(PAUSE_NANOS);
                }
              },
              enough,
              killed));
    }
    for (int i = 0; i < COURIERS; i++) {
      tasks.add(() ->
          untilKilled(
              () -> {
                if (world.courier().step(webhook)) {
                  enough.countDown();
                } else {
                  LockSupport.parkNanos(PAUSE_NANOS);
                }
              },
              enough,
              killed));
    }
    tasks.add(() -> {
      if (!enough.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the server answers too slowly:\n" + server.output());
      }
      server.kill();
      killed.set(true);
      return null;
    });
    Crew.run(DEADLINE, tasks);
  }

  private static Void untilKilled(Step step, CountDownLatch enough, AtomicBoolean killed)
      throws InterruptedException {
    while (!killed.get()) {
      try {
        step.run();
      } catch (IOException e) {
        if (enough.getCount() > 0) {
          throw new AssertionError("the server broke off before it was killed", e);
        }
        return null;
      }
    }
    return null;
  }

  private static void check(World world, Path dataDir, ApiClient api, URI webhook)
      throws IOException, InterruptedException {
    world.courier().finish(webhook);
    try (BillingBooks books = BillingBooks.besideServer(dataDir)) {
      awaitEffects(books);
      Set<String> settled = books.settled();
      if (!settled.containsAll(world.courier().acknowledged())) {
        throw new AssertionError("acknowledged events are not in the inbox");
      }
      for (Buyer buyer : world.buyers()) {
        Optional<String> customer = books.customer(buyer.email());
        List<SubscriptionSnapshot> all =
            customer.map(world.truth()::subscriptionsOf).orElse(List.of());
        check(buyer, api, all);
      }
    }
    int paid = world.buyers().stream().mapToInt(Buyer::paid).sum();
    if (world.stripe().sessionsOpened() > paid + BUYERS) {
      throw new AssertionError(
          "%d pages for %d subscriptions".formatted(world.stripe().sessionsOpened(), paid));
    }
    if (world.stripe().customersCreated() > BUYERS) {
      throw new AssertionError(world.stripe().customersCreated() + " customers");
    }
  }

  private static void awaitEffects(BillingBooks books) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (books.pending() > 0) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(books.pending() + " events never took effect");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static void check(Buyer buyer, ApiClient api, List<SubscriptionSnapshot> all)
      throws IOException, InterruptedException {
    long living = all.stream().filter(one -> !one.status().isFinal()).count();
    if (living > 1) {
      throw new AssertionError(buyer.email() + " pays twice: " + all);
    }
    ApiClient.Answer known = buyer.get(api, "/billing/subscription");
    Optional<SubscriptionSnapshot> truth =
        SubscriptionSnapshot.decisive(all).filter(one -> !one.status().isFinal());
    String expected = truth.map(one -> one.id() + one.status().wireName()).orElse("nullnone");
    String tier = truth.map(one -> one.tier().wireName()).orElse("free");
    if (!expected.equals(known.text("stripe_subscription_id") + known.text("status"))
        || !tier.equals(buyer.get(api, "/auth/me").text("tier"))) {
      throw new AssertionError("%s: %s, Stripe: %s".formatted(buyer.email(), known.body(), all));
    }
  }
}
