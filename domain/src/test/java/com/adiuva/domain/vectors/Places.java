package com.adiuva.domain.vectors;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.vectors.VectorChange.Point;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// Points and changes for tests.
public final class Places {
  private Places() {}

  /// Zero everywhere but at one axis.
  ///
  /// @param value any number but 0; its size is of no account, its sign is
  public static Embedding axis(int dimension, int axis, float value) {
    float[] values = new float[dimension];
    values[axis] = value;
    return new Embedding(values);
  }

  /// In no direction more likely than in another.
  public static Embedding anywhere(int dimension, RandomGenerator random) {
    float[] values = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Embedding(values);
  }

  /// Where an item lies whose blob is this text.
  public static Point opaque(String text) {
    Checksum checksum = Checksum.of(text.getBytes(StandardCharsets.UTF_8));
    return new Point(VectorSpace.OPAQUE, Embedding.opaque(checksum));
  }

  public static VectorChange put(String id, Embedding embedding) {
    return put(id, new Point(VectorSpace.ofEmbeddings(embedding.dimension()), embedding));
  }

  public static VectorChange put(String id, Point point) {
    return new VectorChange(new VectorId(id), point);
  }

  public static VectorChange gone(String id) {
    return new VectorChange(new VectorId(id), null);
  }
}
