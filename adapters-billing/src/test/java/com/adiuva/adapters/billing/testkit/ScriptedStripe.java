package com.adiuva.adapters.billing.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.billing.PayingCustomers;
import com.adiuva.domain.billing.SignedEvent;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A server on the loopback address that does what Stripe does where we touch it, and takes what
/// Stripe's published API takes and nothing else: give [#baseUrl] as `STRIPE_API_BASE`,
/// [#SECRET_KEY] as `STRIPE_SECRET_KEY` and [#WEBHOOK_SECRET] as `STRIPE_WEBHOOK_SECRET`. The test
/// acts as the customers, tells requests to fail, and delivers the events, in any order, or not.
public final class ScriptedStripe implements AutoCloseable {
  public static final String SECRET_KEY = "sk_test_scripted";
  public static final String WEBHOOK_SECRET = "whsec_scripted";

  private final Clock clock;
  private final Books books;
  private final CustomerActs acts;
  private final Endpoints endpoints;
  private final Conversations conversations;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private ScriptedStripe(HttpServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
    this.books = new Books(clock);
    this.acts = new CustomerActs(books);
    this.endpoints = new Endpoints(books);
    this.conversations = new Conversations(endpoints);
  }

  /// Starts on a free port, with the time of this machine.
  public static ScriptedStripe start() {
    return start(Clock.systemUTC());
  }

  /// Starts on a free port.
  ///
  /// @param clock what it takes for now
  public static ScriptedStripe start(Clock clock) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ScriptedStripe stripe = new ScriptedStripe(server, clock);
      server.setExecutor(stripe.threads);
      server.createContext("/", stripe.conversations);
      server.start();
      return stripe;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public PayingCustomers customers() {
    return acts;
  }

  /// The next requests of that kind fail.
  ///
  /// @param line how they begin, such as `POST /v1/checkout`; empty for any
  public ScriptedStripe fail(StripeFault fault, int requests, String line) {
    conversations.fail(fault, requests, line);
    return this;
  }

  /// From now on no request fails on purpose.
  public void mend() {
    conversations.mend();
  }

  /// All requests so far that begin so, in order of arrival.
  public List<StripeRequest> requests(String line) {
    return conversations.requests().stream().filter(one -> one.line().startsWith(line)).toList();
  }

  /// Pages of subscriptions end after so many, whatever was asked for.
  public ScriptedStripe largestPage(int size) {
    endpoints.largestPage(size);
    return this;
  }

  /// Sells a tier at another price from now on, of the same product.
  public void raisePrice(Tier tier) {
    synchronized (books) {
      books.addPrice("price_" + tier.wireName() + "_monthly", "prod_" + tier.wireName(), 9900);
    }
  }

  /// Sells a tier no more.
  public void withdraw(Tier tier) {
    synchronized (books) {
      books.prices.values().stream()
          .filter(one -> one.path("product").asText().equals("prod_" + tier.wireName()))
          .forEach(one -> one.put("active", false));
    }
  }

  /// Makes the subscription one to something that is no tier.
  public void becomeForeign(String subscriptionId) {
    synchronized (books) {
      var mug =
          books.prices.values().stream()
              .filter(one -> one.path("lookup_key").asText().equals("price_mug"))
              .findFirst()
              .orElseThrow();
      Books.firstItem(Objects.requireNonNull(books.subscriptions.get(subscriptionId)))
          .set("price", mug);
    }
  }

  /// Cancels as the portal does, which says so otherwise than the API.
  public void cancelInPortal(String subscriptionId) {
    acts.cancelInPortal(subscriptionId);
  }

  /// Forgets a customer altogether, as another account would not know him.
  public void forget(String customerId) {
    synchronized (books) {
      books.customers.remove(customerId);
    }
  }

  /// Whose a page is.
  public String customer(String sessionId) {
    synchronized (books) {
      return Objects.requireNonNull(books.sessions.get(sessionId)).path("customer").asText();
    }
  }

  public int sessionsOpened() {
    synchronized (books) {
      return books.sessions.size();
    }
  }

  public int customersCreated() {
    synchronized (books) {
      return books.customers.size();
    }
  }

  /// Everything that has happened so far, in order.
  public List<StripeEvent> events() {
    synchronized (books) {
      return List.copyOf(books.events);
    }
  }

  /// An event about the customer that has no cause here.
  public StripeEvent event(String type, String customerId) {
    synchronized (books) {
      return books.event(
          type, Books.json().put("id", "obj_1").put("object", "thing").put("customer", customerId));
    }
  }

  /// The event as it is sent now.
  public SignedEvent signed(StripeEvent event) {
    return signed(event.body(), clock.instant(), WEBHOOK_SECRET);
  }

  public static SignedEvent signed(String body, Instant at, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal((at.getEpochSecond() + "." + body).getBytes(UTF_8));
      String header =
          "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(signature) + ",v0=00";
      return new SignedEvent(body, header);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Sends the event now.
  ///
  /// @return the status of the answer
  public int deliver(StripeEvent event, URI webhook) throws IOException, InterruptedException {
    SignedEvent signed = signed(event);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(webhook)
              .timeout(Duration.ofSeconds(20))
              .header("Content-Type", "application/json; charset=utf-8")
              .header("Stripe-Signature", signed.signature())
              .POST(HttpRequest.BodyPublishers.ofString(signed.body()))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  @Override
  public void close() {
    conversations.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
