package com.adiuva.bootstrap.settings;

import com.adiuva.domain.blobs.BlobStore;
import com.adiuva.domain.blobs.BlobStoreFactory;
import com.adiuva.domain.blobs.SignedDownloads;
import com.adiuva.domain.vectors.VectorIndex;
import com.adiuva.domain.vectors.VectorIndexFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where bytes and vectors are kept, chosen and checked, and not yet opened.
public final class StorageSettings {
  private final BlobStoreFactory blobs;
  private final VectorIndexFactory vectors;
  private final Function<String, @Nullable String> source;

  private StorageSettings(
      BlobStoreFactory blobs,
      VectorIndexFactory vectors,
      Function<String, @Nullable String> source) {
    this.blobs = blobs;
    this.vectors = vectors;
    this.source = source;
  }

  /// Chooses by name, or by which other variables are set; what is wrong is reported there.
  static @Nullable StorageSettings of(Variables read) {
    Map<String, BlobStoreFactory> stores = new TreeMap<>();
    ServiceLoader.load(BlobStoreFactory.class).forEach(one -> stores.put(one.name(), one));
    Map<String, VectorIndexFactory> engines = new TreeMap<>();
    ServiceLoader.load(VectorIndexFactory.class).forEach(one -> engines.put(one.name(), one));
    BlobStoreFactory blobs =
        chosen(read, "BLOB_STORE", stores, read.raw("S3_BUCKET") == null ? "filesystem" : "s3");
    VectorIndexFactory vectors = chosen(read, "VECTOR_STORE", engines, engineByKey(read));
    if (blobs == null || vectors == null) {
      return null;
    }
    blobs.check(read::raw).forEach(read::report);
    vectors.check(read::raw).forEach(read::report);
    return new StorageSettings(blobs, vectors, read::raw);
  }

  private static String engineByKey(Variables read) {
    if (read.raw("PINECONE_API_KEY") != null) {
      return "pinecone";
    }
    return read.raw("QDRANT_URL") == null ? "embedded" : "qdrant";
  }

  private static <T> @Nullable T chosen(
      Variables read, String variable, Map<String, T> known, String fallback) {
    String name = read.text(variable, fallback);
    T factory = known.get(name);
    if (factory == null) {
      read.report(variable, "must be one of " + String.join(", ", known.keySet()));
    }
    return factory;
  }

  /// The name of the blob store, such as `filesystem`.
  public String blobStore() {
    return blobs.name();
  }

  /// The name of the vector engine, such as `embedded`.
  public String vectorStore() {
    return vectors.name();
  }

  public BlobStore openBlobs(Path dataDir, SignedDownloads downloads) {
    return blobs.create(source, dataDir.toString(), downloads);
  }

  public VectorIndex openVectors(Path dataDir) {
    return vectors.create(source, dataDir.toString());
  }
}
