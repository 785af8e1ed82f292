package com.adiuva.application.chat;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes ids for new records: random (version 4) UUIDs in lower case.
final class RecordIds {
  private final RandomGenerator random;

  RecordIds(RandomGenerator random) {
    this.random = random;
  }

  String next() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
