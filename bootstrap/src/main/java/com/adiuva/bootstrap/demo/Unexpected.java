package com.adiuva.bootstrap.demo;

/// An answer that is not what the contract promises.
final class Unexpected extends Exception {
  private static final long serialVersionUID = 1L;

  private Unexpected(String message) {
    super(message);
  }

  /// @param what should hold
  /// @param seen what came instead
  static void unless(boolean holds, String what, Object seen) throws Unexpected {
    if (!holds) {
      throw new Unexpected("expected that " + what + ", but saw: " + seen);
    }
  }
}
