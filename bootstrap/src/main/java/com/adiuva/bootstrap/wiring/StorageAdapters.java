package com.adiuva.bootstrap.wiring;

import com.adiuva.adapters.persistence.backups.PostgresBackups;
import com.adiuva.adapters.persistence.blobs.PostgresBlobOutbox;
import com.adiuva.adapters.persistence.limits.PostgresStorageAudit;
import com.adiuva.adapters.persistence.limits.PostgresStorageLedger;
import com.adiuva.adapters.persistence.records.PostgresRecords;
import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.adapters.persistence.vectors.PostgresVectors;
import com.adiuva.application.Adiuva.StoragePorts;
import com.adiuva.bootstrap.settings.Secret;
import com.adiuva.bootstrap.settings.Settings;
import com.adiuva.bootstrap.settings.TokenSecret;
import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.SignedDownloads;
import com.adiuva.domain.vectors.VectorIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The adapters of encrypted storage, for the server and for the commands beside it.
public record StorageAdapters(BlobStore blobs, VectorIndex vectors, SignedDownloads downloads) {

  /// Opens what the settings name.
  ///
  /// @param baseUrl of the API, asked when the first link is made
  /// @param opened closes it
  public static StorageAdapters open(
      Settings settings, Supplier<String> baseUrl, Clock clock, Opened opened)
      throws IOException, StartException {
    SignedDownloads downloads = downloads(settings, baseUrl, clock);
    return new StorageAdapters(
        opened.open(() -> settings.storage().openBlobs(settings.dataDir(), downloads)),
        opened.open(() -> settings.storage().openVectors(settings.dataDir())),
        downloads);
  }

  /// Opens the blob store alone, for whoever makes no links.
  public static BlobStore openBlobs(Settings settings, Clock clock, Opened opened)
      throws IOException, StartException {
    SignedDownloads downloads = downloads(settings, () -> "", clock);
    return opened.open(() -> settings.storage().openBlobs(settings.dataDir(), downloads));
  }

  private static SignedDownloads downloads(Settings settings, Supplier<String> baseUrl, Clock clock)
      throws IOException {
    Secret secret =
        settings.tokens().secret().isPresent()
            ? settings.tokens().secret().get()
            : TokenSecret.keptIn(settings.dataDir());
    return new SignedDownloads(
        () -> baseUrl.get() + "/downloads/", derived(secret, "downloads"), clock);
  }

  public StoragePorts ports(Database database) {
    return new StoragePorts(
        blobs,
        new PostgresStorageLedger(database),
        new PostgresBlobOutbox(database),
        new PostgresStorageAudit(database),
        new PostgresRecords(database),
        new PostgresBackups(database),
        new PostgresVectors(database),
        vectors);
  }

  /// A secret of its own for a purpose, the same wherever the first one is.
  private static byte[] derived(Secret secret, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
    }
  }
}
