package com.adiuva.domain.vectors;

import org.jspecify.annotations.Nullable;

/// What an index has to take over: the latest state of one item.
///
/// @param point where it is now; null when it is gone
public record VectorChange(VectorId id, @Nullable Point point) {
  /// A place in a space.
  public record Point(VectorSpace space, Embedding embedding) {
    public Point {
      if (space.dimension() != embedding.dimension()) {
        throw new IllegalArgumentException("an embedding lies in the space of its dimension");
      }
    }
  }
}
