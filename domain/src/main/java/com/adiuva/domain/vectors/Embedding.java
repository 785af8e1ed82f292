package com.adiuva.domain.vectors;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.Arrays;

/// The numbers by which items are compared: 8 to 4096 finite floats, not all zero. Likeness is the
/// cosine of the angle between two.
public final class Embedding {
  public static final int MIN_DIMENSION = 8;
  public static final int MAX_DIMENSION = 4096;

  private final float[] values;

  /// @param values copied
  /// @throws InvalidValueException for another number of them, for one that is not finite, and for
  ///   all zeros, which point nowhere
  public Embedding(float[] values) {
    if (values.length < MIN_DIMENSION || values.length > MAX_DIMENSION) {
      throw new InvalidValueException("embedding", "must be 8 to 4096 numbers");
    }
    boolean zero = true;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new InvalidValueException("embedding", "must be finite numbers");
      }
      zero &= value == 0;
    }
    if (zero) {
      throw new InvalidValueException("embedding", "must not be all zeros");
    }
    this.values = values.clone();
  }

  /// The numbers of an item that came without any: one for each byte of its checksum. Equal blobs
  /// have equal ones; beyond that nearness means nothing.
  public static Embedding opaque(Checksum checksum) {
    byte[] digest = checksum.bytes();
    float[] values = new float[digest.length];
    for (int i = 0; i < digest.length; i++) {
      values[i] = ((digest[i] & 0xFF) - 127.5f) / 127.5f; // never 0
    }
    return new Embedding(values);
  }

  public int dimension() {
    return values.length;
  }

  /// A copy.
  public float[] values() {
    return values.clone();
  }

  /// The same direction at length 1, a new array. Numbers of any magnitude are fine.
  public float[] normalized() {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    double squares = 0;
    for (float value : values) {
      squares += (value / largest) * (value / largest);
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (values[i] / largest / length);
    }
    return unit;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /// Without the numbers, which say something about the content.
  @Override
  public String toString() {
    return "Embedding[" + values.length + "]";
  }
}
