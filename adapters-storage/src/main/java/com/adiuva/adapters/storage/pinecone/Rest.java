package com.adiuva.adapters.storage.pinecone;

import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends requests to Pinecone and waits for the answers, never beyond a deadline.
final class Rest implements AutoCloseable {
  private static final String VERSION = "2025-04";
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// No such index or namespace, and there is one already: what a caller may go on after.
  private static final Set<Integer> EXPECTED = Set.of(404, 409);

  private final HttpClient client;
  private final String apiKey;

  /// An answer of status 2xx, 404 or 409.
  ///
  /// @param body missing when it was empty
  /// @param written the number the namespace gave to what was written
  /// @param indexed the number up to which what was written is found
  record Reply(int status, JsonNode body, OptionalLong written, OptionalLong indexed) {
    boolean isNotFound() {
      return status == 404;
    }
  }

  Rest(PineconeSettings settings) {
    this.apiKey = settings.apiKey();
    boolean plain = "http".equals(settings.control().getScheme());
    this.client =
        HttpClient.newBuilder()
            .version(plain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
            .connectTimeout(Duration.ofSeconds(1))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  static ProblemException unavailable(String why) {
    return unavailable(new IOException(why));
  }

  static ProblemException unavailable(Throwable why) {
    return new ProblemException(new StorageProblem.VectorsUnavailable(), why);
  }

  Reply get(URI uri, Deadline deadline) {
    return send("GET", uri, BodyPublishers.noBody(), deadline);
  }

  Reply delete(URI uri, Deadline deadline) {
    return send("DELETE", uri, BodyPublishers.noBody(), deadline);
  }

  Reply post(URI uri, Map<String, ?> body, Deadline deadline) {
    try {
      return send("POST", uri, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), deadline);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // maps of plain values can always be written
    }
  }

  /// Once more when the connection turns out to be a dead one: every request of ours may be
  /// repeated.
  private Reply send(String method, URI uri, BodyPublisher body, Deadline deadline) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, body)
            .header("Api-Key", apiKey)
            .header("X-Pinecone-API-Version", VERSION)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .build();
    try {
      return reply(request, exchange(request, deadline));
    } catch (IOException e) {
      try {
        return reply(request, exchange(request, deadline));
      } catch (IOException again) {
        throw unavailable(again);
      }
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest request, Deadline deadline) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      return answer.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unavailable(e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private static Reply reply(HttpRequest request, HttpResponse<byte[]> response)
      throws IOException {
    int status = response.statusCode();
    if (status / 100 != 2 && !EXPECTED.contains(status)) {
      throw unavailable(
          "Pinecone answered "
              + status
              + " to "
              + request.method()
              + " "
              + request.uri().getPath());
    }
    return new Reply(
        status,
        status / 100 == 2 ? parse(response.body()) : MissingNode.getInstance(),
        number(response, "x-pinecone-request-lsn"),
        number(response, "x-pinecone-max-indexed-lsn"));
  }

  private static JsonNode parse(byte[] body) throws IOException {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    JsonNode json = JSON.readTree(body);
    if (!json.isObject()) {
      throw new IOException("not what Pinecone answers");
    }
    return json;
  }

  private static OptionalLong number(HttpResponse<?> response, String header) {
    try {
      return response.headers().firstValueAsLong(header);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
