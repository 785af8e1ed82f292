package com.adiuva.domain.vectors;

import com.adiuva.domain.shared.Ciphertext;
import org.jspecify.annotations.Nullable;

/// An item as a client sends it.
///
/// @param blob at most [#MAX_BLOB] bytes
/// @param embedding as sent; null when it came without
public record VectorItem(VectorId id, Ciphertext blob, @Nullable Embedding embedding) {
  /// 30 KiB.
  public static final int MAX_BLOB = 30 * 1024;

  public VectorItem {
    if (blob.size() > MAX_BLOB) {
      throw new IllegalArgumentException("an item has at most 30 KiB");
    }
  }

  /// Where it is to be found: by its embedding, or by what stands for one.
  public VectorChange.Point point() {
    return embedding == null
        ? new VectorChange.Point(VectorSpace.OPAQUE, Embedding.opaque(blob.checksum()))
        : new VectorChange.Point(VectorSpace.ofEmbeddings(embedding.dimension()), embedding);
  }
}
