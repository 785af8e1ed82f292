package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Does anything to any record of the user, in competition with others, and tells what it was told.
final class FeedWriter {
  private static final int SMALL = 2_000;
  private static final int LARGE = 70_000;
  private static final String CHOSEN_BY_SERVER = "chosen-by-server";
  private static final int LONGEST_BATCH = 8;

  private final StorageClient client;
  private final Acknowledged acknowledged;
  private final Random random;

  FeedWriter(StorageClient client, Acknowledged acknowledged, Random random) {
    this.client = client;
    this.acknowledged = acknowledged;
    this.random = random;
  }

  /// One request.
  void step() throws IOException, InterruptedException {
    UUID some = acknowledged.any(random);
    int choice = random.nextInt(100);
    if (some == null || choice < 25) {
      // Some of them again under an id that was or is taken.
      create(some != null && choice < 8 ? some : random.nextBoolean() ? null : randomId());
    } else if (choice < 55) {
      update(some);
    } else if (choice < 75) {
      delete(some);
    } else {
      batch();
    }
  }

  private void create(@Nullable UUID id) throws IOException, InterruptedException {
    Content content = content();
    String table = id == null ? CHOSEN_BY_SERVER : tableOf(id);
    try {
      ApiClient.Answer answer = client.create(id, table, content);
      if (StorageClient.isDone(answer, 201, 409)) {
        acknowledged.put(written(answer.body(), content));
      }
    } catch (StorageClient.Busy e) {
      acknowledged.putInDoubt(content);
    }
  }

  private void update(UUID id) throws IOException, InterruptedException {
    Content content = content();
    try {
      ApiClient.Answer answer = client.update(id, content, perhapsVersion(id));
      if (StorageClient.isDone(answer, 200, 404, 412)) {
        long version = answer.body().path("version").asLong();
        acknowledged.put(RecordState.of(id, tableOf(id), content, version));
      }
    } catch (StorageClient.Busy e) {
      acknowledged.putInDoubt(content);
    }
  }

  private void delete(UUID id) throws IOException, InterruptedException {
    try {
      if (StorageClient.isDone(client.delete(id, perhapsVersion(id)), 200, 404, 412)) {
        acknowledged.deleted(id);
      }
    } catch (StorageClient.Busy e) {
      acknowledged.deletionInDoubt(id);
    }
  }

  private void batch() throws IOException, InterruptedException {
    boolean atomic = random.nextBoolean();
    List<ObjectNode> operations = new ArrayList<>();
    List<@Nullable Content> contents = new ArrayList<>();
    for (int n = 1 + random.nextInt(LONGEST_BATCH); n > 0; n--) {
      UUID some = acknowledged.any(random);
      ObjectNode operation = ApiClient.JSON.createObjectNode();
      Content content = random.nextInt(4) == 0 ? null : content();
      contents.add(content);
      UUID id = some == null || random.nextInt(3) == 0 ? randomId() : some;
      if (content == null) {
        operation.put("op", "delete").put("id", id.toString());
      } else {
        operation.put("op", "put").setAll(content.json());
        if (random.nextInt(8) == 0) {
          operation.put("table", CHOSEN_BY_SERVER);
        } else {
          operation.put("id", id.toString()).put("table", tableOf(id));
        }
      }
      if (operation.has("id") && random.nextInt(4) == 0) {
        operation.put("if_version", acknowledged.versionOf(id));
      }
      operations.add(operation);
    }
    try {
      ApiClient.Answer answer = client.batch(operations, atomic);
      if (StorageClient.isDone(answer, 200, atomic ? 409 : 200)) {
        for (int i = 0; i < operations.size(); i++) {
          note(answer.body().path("results").path(i), contents.get(i), atomic, answer);
        }
      }
    } catch (StorageClient.Busy e) {
      for (int i = 0; i < operations.size(); i++) {
        doubt(operations.get(i), contents.get(i));
      }
    }
  }

  private void doubt(ObjectNode operation, @Nullable Content content) {
    if (content == null) {
      acknowledged.deletionInDoubt(UUID.fromString(operation.path("id").asText()));
    } else {
      acknowledged.putInDoubt(content);
    }
  }

  private void note(
      JsonNode result, @Nullable Content content, boolean atomic, ApiClient.Answer answer) {
    int status = result.path("status").asInt();
    boolean done = status == 200 || status == 201;
    if ((atomic && !done) || (!done && !Set.of(404, 409, 412, 422).contains(status))) {
      throw StorageClient.unexpected(answer);
    }
    if (done && content == null) {
      acknowledged.deleted(UUID.fromString(result.path("id").asText()));
    } else if (done && content != null) {
      acknowledged.put(written(result, content));
    }
  }

  private static RecordState written(JsonNode answer, Content content) {
    UUID id = UUID.fromString(answer.path("id").asText());
    return RecordState.of(id, tableOf(id), content, answer.path("version").asLong());
  }

  private @Nullable Long perhapsVersion(UUID id) {
    return random.nextBoolean() ? acknowledged.versionOf(id) : null;
  }

  private Content content() {
    return Content.random(random, random.nextInt(20) == 0 ? LARGE : SMALL);
  }

  /// Of another kind than the server's own, so that an id tells which table its record is in.
  private UUID randomId() {
    long high = (random.nextLong() & ~0xF000L) | 0x7000L;
    return new UUID(high, (random.nextLong() >>> 2) | Long.MIN_VALUE);
  }

  private static String tableOf(UUID id) {
    return id.version() == 7 ? "table-" + (id.hashCode() & 3) : CHOSEN_BY_SERVER;
  }
}
