package com.adiuva.domain.vectors;

/// Items that can be compared with each other.
///
/// @param opaque whether the numbers were derived from checksums rather than sent
/// @param dimension how many numbers each item has
public record VectorSpace(boolean opaque, int dimension) {
  public static final VectorSpace OPAQUE = new VectorSpace(true, 32);

  public static VectorSpace ofEmbeddings(int dimension) {
    return new VectorSpace(false, dimension);
  }

  /// A short name such as `o32` or `e384`, for collections and fields.
  public String shortName() {
    return (opaque ? "o" : "e") + dimension;
  }
}
