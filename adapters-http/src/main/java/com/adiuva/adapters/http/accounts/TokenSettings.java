package com.adiuva.adapters.http.accounts;

import java.time.Duration;
import java.util.List;

/// How access tokens are signed.
///
/// @param algorithm the only one used and accepted
/// @param secret signs, and verifies
/// @param previousSecrets only verify: tokens signed before a rotation live on until they expire
/// @param lifetime how long a token is valid, in whole seconds
public record TokenSettings(
    TokenAlgorithm algorithm, Secret secret, List<Secret> previousSecrets, Duration lifetime) {
  public TokenSettings {
    previousSecrets = List.copyOf(previousSecrets);
  }

  /// The HMACs that RFC 7518 names.
  public enum TokenAlgorithm {
    HS256,
    HS384,
    HS512
  }

  /// Key bytes that never print.
  public static final class Secret {
    private final byte[] bytes;

    public Secret(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public String toString() {
      return "[redacted]";
    }
  }
}
