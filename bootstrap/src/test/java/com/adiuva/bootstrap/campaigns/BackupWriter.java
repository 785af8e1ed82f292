package com.adiuva.bootstrap.campaigns;

import com.adiuva.bootstrap.testkit.ApiClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes and deletes backups and remembers what was acknowledged.
final class BackupWriter {
  private static final int KEPT = 4;
  private static final int MANY = 2_000_000;
  private static final int LARGEST = 24_000_000; // S3 takes it in parts

  private final Random random;
  private final Map<String, String> acknowledged = new HashMap<>();
  private @Nullable String checksumInDoubt;
  private @Nullable String deletionInDoubt;

  BackupWriter(Random random) {
    this.random = random;
  }

  /// One request, to which the server answers or not.
  ///
  /// @throws IOException when it did not; then the writer must not go on before [#learn]
  void step(StorageClient client) throws IOException, InterruptedException {
    if (acknowledged.size() >= KEPT) {
      String id = acknowledged.keySet().iterator().next();
      deletionInDoubt = id;
      StorageClient.expect(200, client.deleteBackup(id));
      acknowledged.remove(id);
      deletionInDoubt = null;
    } else {
      Content content = Content.random(random, random.nextInt(6) == 0 ? LARGEST : MANY);
      checksumInDoubt = content.checksum();
      ApiClient.Answer answer = client.backUp(content, random.nextBoolean());
      acknowledged.put(StorageClient.expect(200, answer).text("id"), content.checksum());
      checksumInDoubt = null;
    }
  }

  /// Compares what is there after a crash with what was acknowledged, reads every byte of it, and
  /// goes on from there.
  void learn(StorageClient client) throws IOException, InterruptedException {
    Map<String, String> found = client.backups();
    Set<String> missing = new HashSet<>(acknowledged.keySet());
    missing.removeAll(found.keySet());
    if (deletionInDoubt != null) {
      missing.remove(deletionInDoubt);
    }
    if (!missing.isEmpty()) {
      throw new AssertionError("backups were acknowledged and are gone: " + missing);
    }
    for (Map.Entry<String, String> backup : found.entrySet()) {
      String expected = acknowledged.getOrDefault(backup.getKey(), String.valueOf(checksumInDoubt));
      HttpResponse<byte[]> bytes = client.readBackup(backup.getKey());
      if (!backup.getValue().equals(expected)
          || bytes.statusCode() != 200
          || !Content.checksum(bytes.body()).equals(expected)) {
        throw new AssertionError(
            "backup %s should have checksum %s, its row says %s, status %d, %d bytes"
                .formatted(
                    backup.getKey(),
                    expected,
                    backup.getValue(),
                    bytes.statusCode(),
                    bytes.body().length));
      }
    }
    acknowledged.clear();
    acknowledged.putAll(found);
    checksumInDoubt = null;
    deletionInDoubt = null;
  }
}
