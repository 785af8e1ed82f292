package com.adiuva.domain.accounts;

import com.adiuva.domain.shared.Port;

/// Turns passwords into hashes that are slow to guess. Every method costs CPU time by design and
/// throws a [com.adiuva.domain.shared.ProblemException] with `Overloaded` rather than queue without
/// bound.
@Port
public interface PasswordHasher {

  /// A salted hash in a form that names its own algorithm. No byte of the password is ignored.
  String hash(Password password);

  /// Whether the password is the one that was hashed. A stored hash that is malformed, or would
  /// cost absurdly much to check, does not match.
  Check verify(Password password, String storedHash);

  /// Takes as long as `verify` of a fresh hash and matches nothing: for accounts that do not exist.
  void verifyNothing(Password password);

  /// The result of a comparison.
  enum Check {
    MATCHES,
    /// It matches, but was hashed in an older or weaker way: hash it anew.
    MATCHES_OUTDATED,
    DIFFERS
  }
}
