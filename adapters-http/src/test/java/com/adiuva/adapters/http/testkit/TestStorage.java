package com.adiuva.adapters.http.testkit;

import com.adiuva.adapters.http.backups.BackupRoutes;
import com.adiuva.adapters.http.blobs.DownloadRoutes;
import com.adiuva.adapters.http.records.RecordRoutes;
import com.adiuva.adapters.http.records.SyncRoutes;
import com.adiuva.adapters.http.shared.Idempotency;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.vectors.VectorRoutes;
import com.adiuva.application.backups.EncryptedBackups;
import com.adiuva.application.blobs.Uploads;
import com.adiuva.application.records.EncryptedRecords;
import com.adiuva.application.vectors.EncryptedVectors;
import com.adiuva.application.vectors.IndexFollower;
import com.adiuva.domain.blobs.InMemoryBlobStore;
import com.adiuva.domain.blobs.SignedDownloads;
import com.adiuva.domain.shared.InMemoryIdempotencyKeys;
import com.adiuva.domain.vectors.ExactVectorIndex;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/// The use cases of encrypted storage over memory, with all their routes.
public final class TestStorage {
  public final InMemoryIdempotencyKeys keys = new InMemoryIdempotencyKeys();
  public final SignedDownloads downloads;
  public final InMemoryBlobStore blobs;
  private final List<RouteGroup> routes;

  TestStorage(Clock clock) {
    SecureRandom random = new SecureRandom();
    downloads = new SignedDownloads(() -> "http://x/api/v1/downloads/", new byte[32], clock);
    blobs = new InMemoryBlobStore(downloads);
    StorageInMemory stored = new StorageInMemory();
    VectorsInMemory vectors = new VectorsInMemory(stored);
    ExactVectorIndex index = new ExactVectorIndex();
    Uploads uploads = new Uploads(stored, blobs, clock);
    EncryptedRecords records = new EncryptedRecords(stored, uploads, clock, random);
    Idempotency idempotency = new Idempotency(keys, clock);
    routes =
        List.of(
            new RecordRoutes(records, idempotency),
            new SyncRoutes(records, idempotency),
            new VectorRoutes(
                new EncryptedVectors(vectors, index, new IndexFollower(vectors, index), clock)),
            new BackupRoutes(new EncryptedBackups(stored, uploads, clock, random)),
            new DownloadRoutes(downloads, blobs));
  }

  List<RouteGroup> routes() {
    return routes;
  }
}
