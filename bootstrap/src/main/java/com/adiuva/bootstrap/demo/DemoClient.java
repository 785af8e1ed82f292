package com.adiuva.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A small client that knows nothing but the wire: what any client would send, and no more.
final class DemoClient implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI api;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private @Nullable String accessToken;

  /// @param api the base, such as `http://127.0.0.1:8000/api/v1`
  DemoClient(URI api) {
    this.api = api;
  }

  /// An answer: the status, and the body as JSON (null without one).
  record Answer(int status, JsonNode body) {}

  /// An answer whose body is bytes.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two
  record Bytes(int status, byte[] body) {
    @Override
    public String toString() {
      return "status " + status + " with " + body.length + " bytes";
    }
  }

  URI api() {
    return api;
  }

  void authorise(@Nullable String token) {
    accessToken = token;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Answer post(String path, ObjectNode body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  Bytes getBytes(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Bytes(response.statusCode(), response.body());
  }

  Answer put(String path, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).PUT(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return send(request);
  }

  Answer postNothing(String path) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  DemoSocket openSocket() throws IOException, InterruptedException {
    URI uri = URI.create("ws" + api.toString().substring("http".length()) + "/chat/stream");
    return DemoSocket.open(http, uri, String.valueOf(accessToken), PATIENCE);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path)).timeout(PATIENCE);
    if (accessToken != null) {
      request.header("Authorization", "Bearer " + accessToken);
    }
    return request;
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
