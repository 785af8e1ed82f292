package com.adiuva.domain.shared;

import java.util.UUID;
import java.util.random.RandomGenerator;

/// Version 4 UUIDs from a generator that is passed in, so that tests can repeat them.
public final class RandomUuid {
  private RandomUuid() {}

  public static UUID from(RandomGenerator random) {
    long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x0000_0000_0000_4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
