package com.adiuva.domain.shared;

import java.util.UUID;

class InMemoryIdempotencyKeysTest implements IdempotencyKeysContract {
  private final InMemoryIdempotencyKeys keys = new InMemoryIdempotencyKeys();

  @Override
  public IdempotencyKeys keys() {
    return keys;
  }

  @Override
  public UUID newOwner() {
    return UUID.randomUUID();
  }
}
