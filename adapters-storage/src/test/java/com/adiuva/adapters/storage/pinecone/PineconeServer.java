package com.adiuva.adapters.storage.pinecone;

import com.adiuva.domain.vectors.VectorIndex;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server that behaves like Pinecone's where it matters here: what it refuses, what it does not
/// find, that an index is not ready at once and that writes are not visible at once.
final class PineconeServer implements AutoCloseable {
  static final String KEY = "pcsk_a-key";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// An answer that is not 200.
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refusal(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  private final Map<String, PineconeServerIndex> indexes = new TreeMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;
  private volatile int listingsUntilReady;
  private volatile Duration lag = Duration.ZERO;
  private volatile boolean numbering = true;
  private volatile @Nullable Integer failure;
  private volatile @Nullable String garbage;
  private volatile CountDownLatch silence = new CountDownLatch(0);

  PineconeServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /// What a server with this one as its engine uses.
  VectorIndex open() {
    return new PineconeVectorIndexFactory().create(settings()::get, "unused");
  }

  Map<String, String> settings() {
    return Map.of("PINECONE_API_KEY", KEY, "PINECONE_HOST", "http://" + host());
  }

  private String host() {
    return "127.0.0.1:" + http.getAddress().getPort();
  }

  /// In how many listings a new index is not ready yet.
  PineconeServer withListingsUntilReady(int listings) {
    listingsUntilReady = listings;
    return this;
  }

  /// How long it takes until a search finds what was written.
  PineconeServer withLag(Duration duration) {
    lag = duration;
    return this;
  }

  /// As indexes on pods and the vendor's emulator.
  PineconeServer withoutNumbering() {
    numbering = false;
    return this;
  }

  /// Answers everything with this status from now on; null means properly again.
  void fail(@Nullable Integer status) {
    failure = status;
  }

  /// Answers everything with this text from now on; null means properly again.
  void babble(@Nullable String text) {
    garbage = text;
  }

  /// Answers nothing until [#speak].
  void hush() {
    silence = new CountDownLatch(1);
  }

  void speak() {
    silence.countDown();
  }

  synchronized List<String> indexNames() {
    return List.copyOf(indexes.keySet());
  }

  /// Makes an index as somebody else would.
  synchronized void add(String name, int dimension, String metric) {
    indexes.put(name, new PineconeServerIndex(dimension, metric, 0));
  }

  synchronized void remove(String name) {
    indexes.remove(name);
  }

  /// How many records a namespace has in an index.
  synchronized int count(String index, String namespace) {
    PineconeServerIndex there = indexes.get(index);
    return there == null ? 0 : there.count(namespace);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!silence.await(30, TimeUnit.SECONDS)) {
        return;
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      Map<String, String> headers = new TreeMap<>();
      int status = 200;
      Object answer;
      try {
        answer = answer(exchange, json, body.length, headers);
      } catch (Refusal e) {
        status = e.status;
        answer = Map.of("code", status == 404 ? 5 : 3, "message", e.getMessage(), "details", "");
      }
      byte[] bytes = JSON.writeValueAsBytes(answer);
      String text = garbage;
      if (text != null) {
        bytes = text.getBytes(StandardCharsets.UTF_8);
      }
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Object answer(
      HttpExchange exchange, JsonNode body, int size, Map<String, String> headers) {
    Integer status = failure;
    if (status != null) {
      throw new Refusal(status, "as asked for");
    }
    if (!KEY.equals(exchange.getRequestHeaders().getFirst("Api-Key"))) {
      throw new Refusal(401, "Invalid API key");
    }
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    if (request.equals("GET /indexes")) {
      return Map.of("indexes", list());
    }
    if (request.equals("POST /indexes")) {
      return create(body);
    }
    if (request.startsWith("DELETE /indexes/")) {
      if (indexes.remove(request.substring("DELETE /indexes/".length())) == null) {
        throw new Refusal(404, "Resource not found");
      }
      return Map.of();
    }
    String[] path =
        exchange.getRequestURI().getPath().split("/", 4); // "", "data", index, operation
    PineconeServerIndex index = path.length == 4 ? indexes.get(path[2]) : null;
    if (index == null || !index.isReady()) {
      throw new Refusal(404, "index not found");
    }
    return index.answer(path[3], body, size, exchange.getRequestURI().getQuery(), headers, this);
  }

  Duration lag() {
    return lag;
  }

  boolean isNumbering() {
    return numbering;
  }

  private List<Object> list() {
    List<Object> listed = new ArrayList<>();
    indexes.forEach((name, index) ->
        listed.add(
            Map.of(
                "name", name,
                "dimension", index.dimension(),
                "metric", index.metric(),
                "host", host() + "/data/" + name,
                "status", Map.of("ready", index.listed(), "state", "Ready"))));
    return listed;
  }

  private Object create(JsonNode body) {
    String name = body.path("name").asText();
    int dimension = body.path("dimension").asInt();
    if (!name.matches("[a-z0-9]([a-z0-9-]{0,43}[a-z0-9])?")
        || dimension < 1
        || dimension > 20_000
        || !body.path("metric").asText().equals("cosine")
        || !body.path("spec").path("serverless").path("cloud").asText().equals("aws")) {
      throw new Refusal(400, "Bad request");
    }
    if (indexes.containsKey(name)) {
      throw new Refusal(409, "Resource already exists");
    }
    indexes.put(name, new PineconeServerIndex(dimension, "cosine", listingsUntilReady));
    return Map.of("name", name);
  }

  @Override
  public void close() {
    speak();
    http.stop(0);
    threads.close();
  }
}
