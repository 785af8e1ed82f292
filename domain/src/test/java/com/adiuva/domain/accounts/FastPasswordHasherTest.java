package com.adiuva.domain.accounts;

final class FastPasswordHasherTest implements PasswordHasherContract {
  @Override
  public PasswordHasher hasher() {
    return new FastPasswordHasher();
  }
}
