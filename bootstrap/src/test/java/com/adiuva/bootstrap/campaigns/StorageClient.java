package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The routes of records and backups, as one user calls them.
record StorageClient(ApiClient api, String token) {
  private static final int PAGE = 500;
  private static final int ATTEMPTS = 100;
  private static final long PAUSE_NANOS = 100_000_000;

  /// The server had too much to do; a write may have taken effect nevertheless.
  static final class Busy extends IOException {
    private static final long serialVersionUID = 1L;

    Busy(String answer) {
      super(answer);
    }
  }

  /// Something to ask for.
  interface Call<T> {
    T make() throws IOException, InterruptedException;
  }

  /// Asks for it again as long as the server is busy.
  static <T> T patiently(Call<T> call) throws IOException, InterruptedException {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return call.make();
      } catch (Busy e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return call.make();
  }

  /// @param id null lets the server choose
  ApiClient.Answer create(@Nullable UUID id, String table, Content content)
      throws IOException, InterruptedException {
    ObjectNode body = content.json().put("table", table);
    if (id != null) {
      body.put("id", id.toString());
    }
    return api.post("/storage/records", token, body);
  }

  /// @param ifMatch a version; null means any
  ApiClient.Answer update(UUID id, Content content, @Nullable Long ifMatch)
      throws IOException, InterruptedException {
    return api.send("PUT", "/storage/records/" + id, token, content.json(), matching(ifMatch));
  }

  /// @param ifMatch a version; null means any
  ApiClient.Answer delete(UUID id, @Nullable Long ifMatch)
      throws IOException, InterruptedException {
    return api.send("DELETE", "/storage/records/" + id, token, null, matching(ifMatch));
  }

  ApiClient.Answer batch(List<ObjectNode> operations, boolean atomic)
      throws IOException, InterruptedException {
    ObjectNode body = ApiClient.JSON.createObjectNode().put("atomic", atomic);
    body.putArray("operations").addAll(operations);
    return api.post("/storage/batch", token, body);
  }

  /// One page of the feed.
  ///
  /// @param cursor null for the beginning
  JsonNode changes(@Nullable String cursor, int limit) throws IOException, InterruptedException {
    String from = cursor == null ? "" : "&cursor=" + cursor;
    return get("/storage/changes?limit=" + limit + from).body();
  }

  /// Every record there is, by walking the pages; nothing may change meanwhile.
  Map<UUID, RecordState> list() throws IOException, InterruptedException {
    Map<UUID, RecordState> all = new HashMap<>();
    for (int page = 1; ; page++) {
      ApiClient.Answer answer = get("/storage/records?page=" + page + "&limit=" + PAGE);
      for (JsonNode one : answer.body()) {
        RecordState record = RecordState.of(one);
        if (all.put(record.id(), record) != null) {
          throw new AssertionError("the listing has record " + record.id() + " twice");
        }
      }
      if (answer.body().size() < PAGE) {
        long total = answer.response().headers().firstValueAsLong("X-Total-Count").orElse(-1);
        if (total != all.size()) {
          throw new AssertionError("X-Total-Count is " + total + " of " + all.size());
        }
        return all;
      }
    }
  }

  HttpResponse<byte[]> read(UUID id) throws IOException, InterruptedException {
    return bytes("/storage/records/" + id);
  }

  /// The bytes of a record are those its row speaks of.
  void checkBytes(RecordState record) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = read(record.id());
    String claimed = answer.headers().firstValue("X-Checksum").orElse("");
    String real = Content.checksum(answer.body());
    if (answer.statusCode() != 200
        || !claimed.equals(record.checksum())
        || !real.equals(claimed)
        || answer.body().length != record.sizeBytes()) {
      throw new AssertionError(
          "%s was read as status %d, %d bytes, X-Checksum %s, really %s"
              .formatted(record, answer.statusCode(), answer.body().length, claimed, real));
    }
  }

  ApiClient.Answer usage() throws IOException, InterruptedException {
    return get("/storage/usage");
  }

  /// @param chunked whether to keep the length to ourselves
  ApiClient.Answer backUp(Content content, boolean chunked)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher known = HttpRequest.BodyPublishers.ofByteArray(content.bytes());
    return api.putBytes(
        "/backup",
        token,
        chunked ? HttpRequest.BodyPublishers.fromPublisher(known) : known,
        Map.of(
            "X-Backup-Version", "1",
            "X-Backup-Timestamp", "1",
            "X-Backup-Checksum", content.checksum()));
  }

  ApiClient.Answer deleteBackup(String id) throws IOException, InterruptedException {
    return api.send("DELETE", "/backup/" + id, token, null, Map.of());
  }

  /// The checksums of all backups by their ids.
  Map<String, String> backups() throws IOException, InterruptedException {
    List<JsonNode> history = new ArrayList<>();
    get("/backup/history").body().forEach(history::add);
    Map<String, String> checksums = new HashMap<>();
    for (JsonNode backup : history) {
      checksums.put(backup.path("id").asText(), backup.path("checksum").asText());
    }
    return checksums;
  }

  HttpResponse<byte[]> readBackup(String id) throws IOException, InterruptedException {
    return bytes("/backup/" + id);
  }

  private ApiClient.Answer get(String path) throws IOException, InterruptedException {
    return patiently(() -> expect(200, api.get(path, token)));
  }

  private HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
    return patiently(() -> {
      HttpResponse<byte[]> answer = api.getBytes(path, token);
      if (answer.statusCode() == 503) {
        throw new Busy(path);
      }
      return answer;
    });
  }

  /// Whether it has this status.
  ///
  /// @throws Busy when it says 503
  /// @throws AssertionError when it has neither this status nor one of the others
  static boolean isDone(ApiClient.Answer answer, int done, int... refused) throws Busy {
    if (answer.status() == 503) {
      throw new Busy(answer.body().toString());
    }
    if (answer.status() != done
        && IntStream.of(refused).noneMatch(status -> status == answer.status())) {
      throw unexpected(answer);
    }
    return answer.status() == done;
  }

  /// @throws Busy when the answer says 503
  /// @throws AssertionError when it has any other status than this
  static ApiClient.Answer expect(int status, ApiClient.Answer answer) throws Busy {
    if (!isDone(answer, status)) {
      throw unexpected(answer);
    }
    return answer;
  }

  static AssertionError unexpected(ApiClient.Answer answer) {
    return new AssertionError(
        "%s %s answered %d: %s"
            .formatted(
                answer.response().request().method(),
                answer.response().request().uri().getPath(),
                answer.status(),
                answer.body()));
  }

  private static Map<String, String> matching(@Nullable Long version) {
    return version == null ? Map.of() : Map.of("If-Match", "\"" + version + "\"");
  }
}
