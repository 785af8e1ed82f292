package com.adiuva.domain.blobs;

/// A stretch of a blob.
///
/// @param first the offset of its first byte, from 0
/// @param length how many bytes
public record ByteRange(long first, long length) {
  public ByteRange {
    if (first < 0 || length < 0 || first > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("a range lies within what can be counted");
    }
  }

  /// All of a blob of that size.
  public static ByteRange all(long size) {
    return new ByteRange(0, size);
  }

  /// The offset after its last byte.
  public long end() {
    return first + length;
  }
}
