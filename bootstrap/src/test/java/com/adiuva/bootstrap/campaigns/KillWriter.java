package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes to records of its own and remembers of each what was acknowledged, and of the last
/// request whose answer never came what it would have made of them.
final class KillWriter {
  private static final int RECORDS = 10;
  private static final int SMALL = 20_000;
  private static final int LARGE = 1_000_000;

  private final Random random;
  private final List<UUID> ids = new ArrayList<>();
  private final Map<UUID, RecordState> acknowledged = new HashMap<>();
  private final Map<UUID, RecordState> inDoubt = new HashMap<>();
  private boolean together;

  KillWriter(Random random) {
    this.random = random;
    for (int i = 0; i < RECORDS; i++) {
      ids.add(new UUID(random.nextLong(), random.nextLong()));
    }
  }

  /// One request, to which the server answers or not.
  ///
  /// @throws IOException when it did not; then the writer must not go on before [#learn]
  void step(StorageClient client) throws IOException, InterruptedException {
    if (random.nextInt(4) == 0) {
      batch(client);
    } else {
      single(client, ids.get(random.nextInt(RECORDS)));
    }
    acknowledged.putAll(inDoubt);
    inDoubt.clear();
  }

  private void single(StorageClient client, UUID id) throws IOException, InterruptedException {
    RecordState now = acknowledged.get(id);
    together = true;
    Content content = content();
    if (now == null || now.deleted()) {
      inDoubt.put(id, put(id, content));
      ApiClient.Answer created = client.create(id, tableOf(id), content);
      checkVersion(StorageClient.expect(201, created).body(), inDoubt.get(id));
    } else if (random.nextInt(3) == 0) {
      inDoubt.put(id, deleted(now));
      StorageClient.expect(200, client.delete(id, perhaps(now)));
    } else {
      inDoubt.put(id, put(id, content));
      ApiClient.Answer updated = client.update(id, content, perhaps(now));
      checkVersion(StorageClient.expect(200, updated).body(), inDoubt.get(id));
    }
  }

  private void batch(StorageClient client) throws IOException, InterruptedException {
    together = random.nextBoolean();
    List<UUID> some = new ArrayList<>(ids);
    Collections.shuffle(some, random);
    Map<UUID, RecordState> wanted = new LinkedHashMap<>();
    List<ObjectNode> operations = new ArrayList<>();
    for (UUID id : some.subList(0, 1 + random.nextInt(RECORDS - 1))) {
      RecordState now = acknowledged.get(id);
      if (now != null && !now.deleted() && random.nextInt(3) == 0) {
        wanted.put(id, deleted(now));
        operations.add(operation("delete", id));
      } else {
        Content content = content();
        wanted.put(id, put(id, content));
        ObjectNode put = operation("put", id).put("table", tableOf(id));
        put.setAll(content.json());
        operations.add(put);
      }
    }
    inDoubt.putAll(wanted);
    ApiClient.Answer answer = StorageClient.expect(200, client.batch(operations, together));
    int i = 0;
    for (RecordState state : wanted.values()) {
      JsonNode result = answer.body().path("results").path(i++);
      if (result.path("status").asInt() / 100 != 2) {
        throw StorageClient.unexpected(answer);
      }
      if (!state.deleted()) {
        checkVersion(result, state);
      }
    }
  }

  /// Compares what is there after a crash with what was acknowledged, and goes on from there.
  ///
  /// @param found by the feed
  void learn(Map<UUID, RecordState> found) {
    int done = 0;
    for (UUID id : ids) {
      RecordState is = found.get(id);
      RecordState sure = acknowledged.get(id);
      RecordState perhaps = inDoubt.get(id);
      if (is != null && perhaps != null && is.agreesWith(perhaps)) {
        acknowledged.put(id, perhaps);
        done++;
      } else if (is == null ? sure != null : sure == null || !is.agreesWith(sure)) {
        throw new AssertionError(
            "acknowledged was %s, perhaps %s, but there is %s".formatted(sure, perhaps, is));
      }
    }
    if (together && done != 0 && done != inDoubt.size()) {
      throw new AssertionError(
          "%d of %d operations of an atomic batch took effect".formatted(done, inDoubt.size()));
    }
    inDoubt.clear();
  }

  /// How many records it knows for sure, deleted ones included.
  int size() {
    return acknowledged.size();
  }

  private RecordState put(UUID id, Content content) {
    return RecordState.of(id, tableOf(id), content, version(acknowledged.get(id)) + 1);
  }

  private static RecordState deleted(RecordState now) {
    return new RecordState(now.id(), now.table(), "", 0, now.version() + 1, true);
  }

  private static long version(@Nullable RecordState state) {
    return state == null ? 0 : state.version();
  }

  private @Nullable Long perhaps(RecordState now) {
    return random.nextBoolean() ? now.version() : null;
  }

  private Content content() {
    return Content.random(random, random.nextInt(12) == 0 ? LARGE : SMALL);
  }

  private static void checkVersion(JsonNode answer, @Nullable RecordState expected) {
    if (answer.path("version").asLong() != version(expected)) {
      throw new AssertionError("expected " + expected + ", was told " + answer);
    }
  }

  private static ObjectNode operation(String op, UUID id) {
    return ApiClient.JSON.createObjectNode().put("op", op).put("id", id.toString());
  }

  private static String tableOf(UUID id) {
    return "table-" + (id.hashCode() & 3);
  }
}
