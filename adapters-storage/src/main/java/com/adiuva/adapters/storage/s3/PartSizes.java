package com.adiuva.adapters.storage.s3;

/// How large the parts of an upload are: small ones first, larger ones once it turns out to be
/// long, so that 500 GiB of unknown length fit into the 10,000 parts there may be and a part fits
/// into the buffers.
final class PartSizes {
  /// The most that is sent in one go, and the first size of parts.
  static final int FIRST = 16 << 20;

  static final int MOST_PARTS = 10_000;

  private PartSizes() {}

  /// The size of a part in bytes.
  ///
  /// @param number from 1
  static int of(int number) {
    if (number <= 1_000) {
      return FIRST;
    }
    return number <= 3_000 ? 2 * FIRST : 4 * FIRST;
  }
}
