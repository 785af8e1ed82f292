package com.adiuva.adapters.storage.pinecone;

import com.adiuva.adapters.storage.pinecone.PineconeServer.Refusal;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/// One index of a [PineconeServer], under whose lock it is used.
final class PineconeServerIndex {
  private static final int LARGEST_UPSERT = 2 * 1024 * 1024;

  private final int dimension;
  private final String metric;
  private final Map<String, Namespace> namespaces = new HashMap<>();
  private int listingsUntilReady;

  private static final class Stored {
    final float[] values;
    final JsonNode metadata;

    Stored(float[] values, JsonNode metadata) {
      this.values = values;
      this.metadata = metadata;
    }
  }

  private record Match(String id, double score, JsonNode metadata) {}

  private record Write(long visibleAt, Runnable effect) {}

  private static final class Namespace {
    final Map<String, Stored> records = new TreeMap<>();
    final Queue<Write> invisible = new ArrayDeque<>();
    long written;
    long indexed;

    long add(Runnable effect, long visibleAt) {
      invisible.add(new Write(visibleAt, effect));
      return ++written;
    }

    void catchUp() {
      for (Write next = invisible.peek();
          next != null && next.visibleAt() - System.nanoTime() <= 0;
          next = invisible.peek()) {
        next.effect().run();
        invisible.remove();
        indexed++;
      }
    }
  }

  PineconeServerIndex(int dimension, String metric, int listingsUntilReady) {
    this.dimension = dimension;
    this.metric = metric;
    this.listingsUntilReady = listingsUntilReady;
  }

  int dimension() {
    return dimension;
  }

  String metric() {
    return metric;
  }

  boolean isReady() {
    return listingsUntilReady == 0;
  }

  /// Whether it is ready, asked by a listing.
  boolean listed() {
    boolean ready = isReady();
    listingsUntilReady = Math.max(0, listingsUntilReady - 1);
    return ready;
  }

  int count(String namespace) {
    Namespace there = namespaces.get(namespace);
    return there == null ? 0 : there.records.size();
  }

  Object answer(
      String operation,
      JsonNode body,
      int size,
      String query,
      Map<String, String> headers,
      PineconeServer server) {
    if (operation.equals("vectors/fetch")) {
      Map<String, String> parameters = new HashMap<>();
      for (String pair : query.split("&")) {
        parameters.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
      return fetch(parameters);
    }
    String name = body.path("namespace").asText();
    return switch (operation) {
      case "vectors/upsert" -> upsert(name, body.path("vectors"), size, headers, server);
      case "vectors/delete" -> delete(name, body, headers, server);
      case "query" -> query(name, body, headers, server);
      default -> throw new Refusal(404, "no such operation");
    };
  }

  private Object upsert(
      String name, JsonNode vectors, int size, Map<String, String> headers, PineconeServer server) {
    if (size > LARGEST_UPSERT || vectors.size() > 1000 || vectors.isEmpty()) {
      throw new Refusal(400, "too large or empty");
    }
    Map<String, Stored> records = new HashMap<>();
    for (JsonNode vector : vectors) {
      String id = vector.path("id").asText();
      if (!id.matches("\\p{ASCII}{1,512}") || !vector.path("metadata").isObject()) {
        throw new Refusal(400, "not an id or no metadata");
      }
      records.put(id, new Stored(values(vector.path("values")), vector.path("metadata")));
    }
    Namespace namespace = namespaces.computeIfAbsent(name, n -> new Namespace());
    write(namespace, () -> namespace.records.putAll(records), headers, server);
    return Map.of("upsertedCount", records.size());
  }

  private float[] values(JsonNode values) {
    if (values.size() != dimension) {
      throw new Refusal(
          400,
          "Vector dimension "
              + values.size()
              + " does not match the dimension of the index "
              + dimension);
    }
    float[] floats = new float[dimension];
    boolean zero = true;
    for (int i = 0; i < dimension; i++) {
      floats[i] = values.get(i).floatValue();
      zero &= floats[i] == 0;
    }
    if (zero) {
      throw new Refusal(400, "Dense vectors must contain at least one non-zero value");
    }
    return floats;
  }

  private Object delete(
      String name, JsonNode body, Map<String, String> headers, PineconeServer server) {
    Namespace namespace = namespaces.get(name);
    if (namespace == null) {
      throw new Refusal(404, "Namespace not found");
    }
    if (body.path("deleteAll").asBoolean()) {
      write(namespace, namespace.records::clear, headers, server);
      return Map.of();
    }
    List<String> ids = new ArrayList<>();
    body.path("ids").forEach(id -> ids.add(id.asText()));
    if (ids.isEmpty() || ids.size() > 1000) {
      throw new Refusal(400, "1 to 1,000 ids");
    }
    write(namespace, () -> namespace.records.keySet().removeAll(ids), headers, server);
    return Map.of();
  }

  private static void write(
      Namespace namespace, Runnable effect, Map<String, String> headers, PineconeServer server) {
    long number = namespace.add(effect, System.nanoTime() + server.lag().toNanos());
    if (server.isNumbering()) {
      headers.put("x-pinecone-request-lsn", Long.toString(number));
    }
  }

  private Object query(
      String name, JsonNode body, Map<String, String> headers, PineconeServer server) {
    float[] vector = values(body.path("vector"));
    int limit = body.path("topK").asInt();
    if (limit < 1 || limit > 10_000) {
      throw new Refusal(400, "topK");
    }
    Namespace namespace = namespaces.get(name);
    if (namespace == null) {
      return Map.of("matches", List.of(), "namespace", name);
    }
    namespace.catchUp();
    if (server.isNumbering()) {
      headers.put("x-pinecone-max-indexed-lsn", Long.toString(namespace.indexed));
    }
    List<Match> matches =
        namespace.records.entrySet().stream()
            .map(record -> match(record.getKey(), record.getValue(), vector))
            .sorted(Comparator.comparingDouble(match -> -match.score()))
            .limit(limit)
            .toList();
    return Map.of("matches", matches, "namespace", name);
  }

  private static Match match(String id, Stored record, float[] vector) {
    return new Match(id, cosine(record.values, vector), record.metadata);
  }

  private Object fetch(Map<String, String> parameters) {
    Map<String, Object> found = new HashMap<>();
    Namespace namespace = namespaces.get(parameters.get("namespace"));
    if (namespace != null) {
      namespace.catchUp();
      String id = String.valueOf(parameters.get("ids"));
      Stored record = namespace.records.get(id);
      if (record != null) {
        found.put(id, Map.of("id", id, "metadata", record.metadata));
      }
    }
    return Map.of("vectors", found);
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    return product / Math.sqrt(squaresA * squaresB);
  }
}
