package com.adiuva.adapters.billing.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Takes the requests to a [ScriptedStripe], checks them as Stripe does, and answers or fails.
final class Conversations implements HttpHandler, AutoCloseable {
  private record Planned(StripeFault fault, String line) {}

  private final Endpoints endpoints;
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final List<StripeRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Planned> faults = new ArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  Conversations(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  void fail(StripeFault fault, int times, String line) {
    synchronized (faults) {
      for (int i = 0; i < times; i++) {
        faults.add(new Planned(fault, line));
      }
    }
  }

  void mend() {
    synchronized (faults) {
      faults.clear();
    }
  }

  List<StripeRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      StripeRequest request = read(exchange);
      requests.add(request);
      StripeFault fault = nextFault(request);
      IdempotencyKeys.Answer answer = answer(request, fault);
      if (answer == null || fault == StripeFault.BROKEN_AFTER_ACTING) {
        return;
      }
      if (fault == StripeFault.LOST_REPLY) {
        closed.await();
        return;
      }
      byte[] body = text(answer, fault).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.getResponseHeaders().add("Request-Id", "req_" + ids.incrementAndGet());
      exchange.sendResponseHeaders(answer.status(), body.length);
      if (fault == StripeFault.STALLED_ANSWER) {
        exchange.getResponseBody().write(body, 0, 1);
        exchange.getResponseBody().flush();
        closed.await();
        return;
      }
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(IdempotencyKeys.Answer answer, @Nullable StripeFault fault) {
    if (fault == StripeFault.GIBBERISH_AFTER_ACTING) {
      return "<html>busy</html>";
    }
    return fault == StripeFault.NOTHING_AFTER_ACTING ? "{}" : answer.body().toString();
  }

  private static StripeRequest read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    Map<String, String> parameters = new LinkedHashMap<>();
    readForm(exchange.getRequestURI().getRawQuery(), parameters);
    readForm(new String(exchange.getRequestBody().readAllBytes(), UTF_8), parameters);
    return new StripeRequest(
        exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers, parameters);
  }

  private static void readForm(@Nullable String form, Map<String, String> parameters) {
    if (form == null || form.isEmpty()) {
      return;
    }
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = URLDecoder.decode(pair.substring(0, Math.max(0, equals)), UTF_8);
      parameters.put(name, URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
  }

  private @Nullable StripeFault nextFault(StripeRequest request) {
    synchronized (faults) {
      Iterator<Planned> planned = faults.iterator();
      while (planned.hasNext()) {
        Planned next = planned.next();
        if (request.line().startsWith(next.line())) {
          planned.remove();
          return next.fault();
        }
      }
      return null;
    }
  }

  /// Null when there is to be none.
  private IdempotencyKeys.@Nullable Answer answer(
      StripeRequest request, @Nullable StripeFault fault) {
    try {
      checkHeaders(request);
      if (fault == StripeFault.BROKEN) {
        return null;
      }
      failBefore(fault);
      String endpoint = Shapes.published().endpoint(request);
      Shapes.published().check(endpoint, request.parameters());
      String key = request.method().equals("POST") ? request.idempotencyKey() : null;
      return key == null ? acted(endpoint, request, fault) : once(key, endpoint, request, fault);
    } catch (StripeError e) {
      return new IdempotencyKeys.Answer(e.status(), e.body());
    }
  }

  private IdempotencyKeys.Answer once(
      String key, String endpoint, StripeRequest request, @Nullable StripeFault fault) {
    IdempotencyKeys.Answer before = keys.begin(key, request);
    if (before != null) {
      return before;
    }
    IdempotencyKeys.Answer answer = acted(endpoint, request, fault);
    keys.end(key, request, answer);
    return answer;
  }

  private IdempotencyKeys.Answer acted(
      String endpoint, StripeRequest request, @Nullable StripeFault fault) {
    IdempotencyKeys.Answer answer;
    try {
      answer = new IdempotencyKeys.Answer(200, endpoints.act(endpoint, request).deepCopy());
    } catch (StripeError e) {
      answer = new IdempotencyKeys.Answer(e.status(), e.body());
    }
    if (fault == StripeFault.ERROR_AFTER_ACTING) {
      StripeError error = new StripeError(500, "api_error", null, null, "Something went wrong.");
      return new IdempotencyKeys.Answer(500, error.body());
    }
    return answer;
  }

  private static void checkHeaders(StripeRequest request) {
    Map<String, String> headers = request.headers();
    if (!("Bearer " + ScriptedStripe.SECRET_KEY).equals(headers.get("authorization"))) {
      throw new StripeError(401, "invalid_request_error", null, null, "Invalid API Key provided");
    }
    if (!Books.API_VERSION.equals(headers.get("stripe-version"))) {
      throw StripeError.invalid(null, null, "This server speaks " + Books.API_VERSION);
    }
    String type = headers.getOrDefault("content-type", "");
    if (request.method().equals("POST")
        && !type.startsWith("application/x-www-form-urlencoded")
        && !request.parameters().isEmpty()) {
      throw StripeError.invalid(null, null, "The body must be form-encoded.");
    }
    String key = request.idempotencyKey();
    if (key != null && key.length() > 255) {
      throw StripeError.invalid(null, null, "Idempotency keys have up to 255 characters.");
    }
  }

  private static void failBefore(@Nullable StripeFault fault) {
    if (fault == StripeFault.RATE_LIMITED) {
      throw new StripeError(
          429, "invalid_request_error", "rate_limit", null, "Request rate limit exceeded.");
    }
    if (fault == StripeFault.UNAVAILABLE) {
      throw new StripeError(503, "api_error", null, null, "Stripe is having trouble.");
    }
    if (fault == StripeFault.LOCKED) {
      throw new StripeError(
          409, "invalid_request_error", "lock_timeout", null, "Another request has a lock.");
    }
    if (fault == StripeFault.KEY_IN_USE) {
      throw IdempotencyKeys.inUse();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
