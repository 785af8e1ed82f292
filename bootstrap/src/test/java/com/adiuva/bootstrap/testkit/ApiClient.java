package com.adiuva.bootstrap.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client that knows nothing but the wire.
public final class ApiClient implements AutoCloseable {
  public static final ObjectMapper JSON = new ObjectMapper();

  private final String api;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();

  /// @param url of the server, without the base path
  public ApiClient(String url) {
    this.api = url + "/api/v1";
  }

  /// An answer: the status, the headers as they came, and the body as JSON (missing without one).
  public record Answer(HttpResponse<String> response, JsonNode body) {
    public int status() {
      return response.statusCode();
    }

    public String text(String field) {
      return body.path(field).asText();
    }
  }

  public Answer get(String path, @Nullable String token) throws IOException, InterruptedException {
    return send("GET", path, token, null, Map.of());
  }

  public Answer post(String path, @Nullable String token, Object body)
      throws IOException, InterruptedException {
    return send("POST", path, token, body, Map.of());
  }

  /// Sends any request.
  ///
  /// @param body a Jackson tree or what Jackson can write; null sends none
  public Answer send(
      String method,
      String path,
      @Nullable String token,
      @Nullable Object body,
      Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path, token, headers);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response, JSON.readTree(response.body()));
  }

  private HttpRequest.Builder request(
      String path, @Nullable String token, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + path)).timeout(Duration.ofSeconds(60));
    headers.forEach(request::header);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  /// Reads bytes as they are.
  public HttpResponse<byte[]> getBytes(String path, @Nullable String token)
      throws IOException, InterruptedException {
    return http.send(
        request(path, token, Map.of()).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /// Begins to read bytes; whoever asked closes the stream.
  public HttpResponse<InputStream> open(String path, @Nullable String token)
      throws IOException, InterruptedException {
    return http.send(
        request(path, token, Map.of()).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /// Sends bytes as they are, with their length when the publisher knows it.
  public Answer putBytes(
      String path,
      @Nullable String token,
      HttpRequest.BodyPublisher body,
      Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request(path, token, headers).PUT(body).build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response, JSON.readTree(response.body()));
  }

  /// Registers from an address of its own, which a server that trusts this machine as proxy
  /// believes.
  public Answer register(String email, String password, String address)
      throws IOException, InterruptedException {
    return send("POST", "/auth/register", null, credentials(email, password), from(address));
  }

  public Answer login(String email, String password, String address)
      throws IOException, InterruptedException {
    return send("POST", "/auth/login", null, credentials(email, password), from(address));
  }

  private static Map<String, String> credentials(String email, String password) {
    return Map.of("email", email, "password", password);
  }

  private static Map<String, String> from(String address) {
    return Map.of("X-Forwarded-For", address);
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
