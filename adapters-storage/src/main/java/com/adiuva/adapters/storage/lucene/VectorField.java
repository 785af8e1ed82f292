package com.adiuva.adapters.storage.lucene;

import com.adiuva.domain.vectors.VectorSpace;

/// Where in the index a space's points are: the first ones of each user where they are compared one
/// by one, the further ones of those who have many in a graph. A graph costs a hundred times the
/// work of storing, which would be wasted on users with few.
///
/// @param graph whether it is the one with the graph
record VectorField(VectorSpace space, boolean graph) {
  private static final String GRAPH = "g";

  static VectorField flat(VectorSpace space) {
    return new VectorField(space, false);
  }

  static VectorField graph(VectorSpace space) {
    return new VectorField(space, true);
  }

  static boolean hasGraph(String name) {
    return name.endsWith(GRAPH);
  }

  /// As Lucene knows it.
  String name() {
    return space.shortName() + (graph ? GRAPH : "");
  }
}
