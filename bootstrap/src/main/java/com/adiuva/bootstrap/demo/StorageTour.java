package com.adiuva.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The storage part of the demo: everything is encrypted here, and the server sees ciphertext only.
final class StorageTour {
  private static final String NOTE = "Call the notary before Friday";
  private static final int DIMENSION = 8;

  private final Transcript transcript;
  private final DemoClient client;
  private final DemoClient otherDevice;
  private final Vault vault = new Vault();

  /// @param otherDevice a second session of the same user
  StorageTour(Transcript transcript, DemoClient client, DemoClient otherDevice) {
    this.transcript = transcript;
    this.client = client;
    this.otherDevice = otherDevice;
  }

  void run() throws IOException, InterruptedException, Unexpected {
    String cursor = otherDevice.get("/storage/changes").body().path("cursor").asText();
    byte[] sealed = vault.encrypt(NOTE);
    String id = storeRecord(sealed);
    readItBack(id, sealed);
    follow(cursor, id);
    searchVectors();
    backUpAndRestore();
    DemoClient.Answer usage = client.get("/storage/usage");
    transcript.passed(
        "counted to the byte: %d bytes of records and vectors, %d of backups"
            .formatted(
                usage.body().path("storage").path("used_bytes").asLong(),
                usage.body().path("backup").path("used_bytes").asLong()));
  }

  private String storeRecord(byte[] sealed) throws IOException, InterruptedException, Unexpected {
    ObjectNode record = item(sealed).put("table", "notes");
    DemoClient.Answer created = client.post("/storage/records", record);
    Unexpected.unless(created.status() == 201, "storing a record answers 201", created);
    transcript.said("STORE ›", "\"" + NOTE + "\" as " + sealed.length + " encrypted bytes");
    return created.body().path("id").asText();
  }

  private void readItBack(String id, byte[] sealed)
      throws IOException, InterruptedException, Unexpected {
    DemoClient.Bytes read = client.getBytes("/storage/records/" + id);
    Unexpected.unless(Arrays.equals(read.body(), sealed), "the same bytes come back", read);
    transcript.passed(
        "the record came back and decrypts to \"%s\"".formatted(vault.decrypt(read.body())));
  }

  private void follow(String cursor, String id)
      throws IOException, InterruptedException, Unexpected {
    DemoClient.Answer changes = otherDevice.get("/storage/changes?cursor=" + cursor);
    List<JsonNode> list = changes.body().path("changes").valueStream().toList();
    Unexpected.unless(
        list.size() == 1 && list.getFirst().path("id").asText().equals(id),
        "the other device hears of exactly this record",
        changes);
    transcript.passed("a second device followed the change feed and saw the new record");
  }

  private void searchVectors() throws IOException, InterruptedException, Unexpected {
    ObjectNode upsert = DemoClient.JSON.createObjectNode();
    ArrayNode vectors = upsert.putArray("vectors");
    List<String> texts = List.of("notary appointment", "birthday cake", "train to Milan");
    for (int i = 0; i < texts.size(); i++) {
      ObjectNode vector = item(vault.encrypt(texts.get(i))).put("id", "note-" + i);
      embedding(vector.putArray("embedding"), i);
      vectors.add(vector);
    }
    DemoClient.Answer stored = client.post("/storage/vectors/upsert", upsert);
    Unexpected.unless(stored.status() == 200, "storing vectors answers 200", stored);
    ObjectNode query = DemoClient.JSON.createObjectNode().put("top_k", 1);
    embedding(query.putArray("query_embedding"), 1);
    DemoClient.Answer found = client.post("/storage/vectors/search", query);
    JsonNode best = found.body().path("results").path(0);
    Unexpected.unless(best.path("id").asText().equals("note-1"), "note-1 is nearest", found);
    String text = vault.decrypt(Base64.getDecoder().decode(best.path("blob").asText()));
    transcript.passed(
        "nearest of three vectors: \"%s\", score %.2f"
            .formatted(text, best.path("score").asDouble()));
  }

  private void backUpAndRestore() throws IOException, InterruptedException, Unexpected {
    byte[] sealed = vault.encrypt("everything the app knows, ".repeat(40_000));
    DemoClient.Answer made =
        client.put(
            "/backup",
            sealed,
            Map.of(
                "X-Backup-Version", "1",
                "X-Backup-Timestamp", Long.toString(System.currentTimeMillis()),
                "X-Backup-Checksum", Vault.checksum(sealed)));
    Unexpected.unless(made.status() == 200, "making a backup answers 200", made);
    DemoClient.Bytes restored = otherDevice.getBytes("/backup");
    Unexpected.unless(
        Arrays.equals(restored.body(), sealed), "the backup comes back whole", restored);
    transcript.passed(
        "a backup of %d bytes was made and restored on the second device; it decrypts to %d characters"
            .formatted(sealed.length, vault.decrypt(restored.body()).length()));
  }

  private static ObjectNode item(byte[] sealed) {
    return DemoClient.JSON
        .createObjectNode()
        .put("blob", Base64.getEncoder().encodeToString(sealed))
        .put("checksum", Vault.checksum(sealed));
  }

  /// Numbers that point mostly into one direction.
  private static void embedding(ArrayNode numbers, int direction) {
    for (int i = 0; i < DIMENSION; i++) {
      numbers.add(i == direction ? 1.0 : 0.1);
    }
  }
}
