package com.adiuva.adapters.billing.stripe;

import com.stripe.Stripe;
import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Carries the requests of Stripe's library. Its own transport waits for each byte anew, so that a
/// slow answer never ends, and reports about this machine and earlier requests; this one ends in
/// time and sends what the request needs.
final class Transport extends com.stripe.net.HttpClient implements AutoCloseable {
  private static final int LARGEST_ANSWER = 8 * 1024 * 1024;
  private static final Set<String> SENT =
      Set.of("Authorization", "Stripe-Version", "Idempotency-Key", "Accept", "Accept-Charset");
  private static final Set<String> HEARD =
      Set.of("request-id", "stripe-should-retry", "idempotency-key");

  private final HttpClient client;

  Transport(Patience patience) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// Waits for the whole answer no longer than the read timeout of the request's options.
  @Override
  public StripeResponse request(StripeRequest request) throws ApiConnectionException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            translated(request), BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
    try {
      return translated(answer.get(request.options().getReadTimeout(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ApiConnectionException("no answer in time", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ApiConnectionException("interrupted", e);
    } catch (ExecutionException e) {
      throw new ApiConnectionException("no answer", new IOException(e.getCause()));
    }
  }

  private static HttpRequest translated(StripeRequest request) {
    BodyPublisher body =
        request.content() == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(request.content().byteArrayContent());
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url().toString()))
            .method(request.method().name(), body)
            .header("User-Agent", "Stripe/v1 JavaBindings/" + Stripe.VERSION + " Adiuva");
    if (request.content() != null) {
      builder.header("Content-Type", request.content().contentType());
    }
    request.headers().map().entrySet().stream()
        .filter(header -> SENT.contains(header.getKey()))
        .forEach(header -> builder.header(header.getKey(), String.join(",", header.getValue())));
    return builder.build();
  }

  private static StripeResponse translated(HttpResponse<String> answer) {
    Map<String, List<String>> heard = new HashMap<>(answer.headers().map());
    heard.keySet().retainAll(HEARD);
    return new StripeResponse(answer.statusCode(), HttpHeaders.of(heard), answer.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
