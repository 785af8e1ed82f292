package com.adiuva.adapters.http.vectors;

import com.adiuva.adapters.http.json.FieldValue;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Reads requests about vectors.
final class VectorReader {
  static final int MAX_ITEMS = 200;
  static final int MAX_IDS = 1000;
  private static final int MAX_FOUND = 100;
  private static final int FOUND = 10;

  private VectorReader() {}

  /// Items to store, no id twice: which of two would have been meant?
  static List<VectorItem> items(Fields body) {
    List<Supplier<VectorItem>> items = new ArrayList<>();
    Set<VectorId> ids = new HashSet<>();
    for (Fields item : body.objects("vectors", MAX_ITEMS)) {
      FieldValue<VectorId> id = item.parse("id", VectorId::new);
      FieldValue<byte[]> blob = item.bytes("blob", VectorItem.MAX_BLOB);
      FieldValue<Checksum> checksum = item.parse("checksum", Checksum::parse);
      Optional<Embedding> embedding = item.optionalNumbers("embedding", Embedding::new);
      if (id.isPresent() && !ids.add(id.get())) {
        item.violation("id", "repeated", "is that of an item before it");
      }
      items.add(() ->
          new VectorItem(
              id.get(), Ciphertext.verified(blob.get(), checksum.get()), embedding.orElse(null)));
    }
    body.check();
    return items.stream().map(Supplier::get).toList();
  }

  static Collection<VectorId> ids(Fields body) {
    List<VectorId> ids = body.texts("ids", MAX_IDS, VectorId::new);
    body.check();
    return ids;
  }

  /// What to look for.
  sealed interface Query {
    /// From 1 to 100.
    int limit();

    record ByEmbedding(Embedding embedding, int limit) implements Query {}

    /// @param blob the checksum of the bytes that were sent
    record ByBlob(Checksum blob, int limit) implements Query {}
  }

  static Query query(Fields body) {
    Optional<Checksum> blob =
        body.optionalBytes("query_blob", VectorItem.MAX_BLOB).map(Checksum::of);
    Optional<Embedding> embedding = body.optionalNumbers("query_embedding", Embedding::new);
    int limit = (int) body.optionalInteger("top_k", 1, MAX_FOUND).orElse(FOUND);
    body.requireOneOf("query_embedding", "query_blob");
    body.check();
    return embedding.isPresent()
        ? new Query.ByEmbedding(embedding.get(), limit)
        : new Query.ByBlob(blob.orElseThrow(), limit);
  }
}
