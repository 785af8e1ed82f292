package com.adiuva.benchmarks.backups;

import java.io.InputStream;
import java.util.SplittableRandom;

/// So many bytes that nothing can compress, the same ones for the same seed.
final class SeededStream extends InputStream {
  private final SplittableRandom random;
  private final byte[] block = new byte[64 * 1024];
  private int used = block.length;
  private long left;

  SeededStream(long seed, long size) {
    random = new SplittableRandom(seed);
    left = size;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (left == 0) {
      return -1;
    }
    if (used == block.length) {
      random.nextBytes(block);
      used = 0;
    }
    int count = (int) Math.min(left, Math.min(length, block.length - used));
    System.arraycopy(block, used, target, offset, count);
    used += count;
    left -= count;
    return count;
  }
}
