package com.adiuva.benchmarks.vectors;

import com.adiuva.domain.vectors.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// How the vectors of a run lie in their space.
enum Shape {
  /// Around some topics and along few directions, as what models make of texts does.
  CLUSTERED {
    @Override
    List<Embedding> sample(int count, int dimension, RandomGenerator random) {
      int directions = Math.min(48, dimension);
      float[][] basis = gaussian(directions, dimension, random);
      float[][] topics = gaussian(TOPICS, directions, random);
      List<Embedding> sample = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        float[] topic = topics[random.nextInt(TOPICS)];
        float[] vector = new float[dimension];
        for (int d = 0; d < directions; d++) {
          add(vector, basis[d], topic[d] + 0.7f * (float) random.nextGaussian());
        }
        for (int d = 0; d < dimension; d++) {
          vector[d] += (float) random.nextGaussian();
        }
        sample.add(new Embedding(vector));
      }
      return sample;
    }
  },

  /// In any direction, all as good as equally far from each other: the hardest there is for a
  /// graph.
  RANDOM {
    @Override
    List<Embedding> sample(int count, int dimension, RandomGenerator random) {
      List<Embedding> sample = new ArrayList<>(count);
      for (float[] vector : gaussian(count, dimension, random)) {
        sample.add(new Embedding(vector));
      }
      return sample;
    }
  };

  private static final int TOPICS = 200;

  /// Makes all vectors of a run, those that are searched and those that are searched for.
  abstract List<Embedding> sample(int count, int dimension, RandomGenerator random);

  private static float[][] gaussian(int rows, int columns, RandomGenerator random) {
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return matrix;
  }

  private static void add(float[] sum, float[] vector, float factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }
}
