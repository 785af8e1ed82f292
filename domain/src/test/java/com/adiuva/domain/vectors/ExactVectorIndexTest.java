package com.adiuva.domain.vectors;

final class ExactVectorIndexTest implements VectorIndexContract {
  private final VectorIndex index = new ExactVectorIndex();

  @Override
  public VectorIndex index() {
    return index;
  }
}
