package com.adiuva.domain.accounts;

import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.Optional;

/// Keeps accounts.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface Users {

  /// Adds the user.
  ///
  /// @return false, and nothing stored, when somebody has the address already, also under
  ///   concurrent registration
  boolean add(User user);

  Optional<User> byEmail(EmailAddress email);

  Optional<User> byId(UserId id);

  /// Replaces a hash by a stronger one of the same password, unless it was changed meanwhile.
  ///
  /// @return false when the user does not exist or `oldHash` is not the current one any more; then
  ///   nothing changed
  boolean upgradePasswordHash(UserId id, String oldHash, String newHash);

  /// Replaces the password and ends every session of the user but one, together.
  ///
  /// @return false when the user does not exist or `oldHash` is not the current one any more; then
  ///   nothing changed
  boolean changePassword(UserId id, String oldHash, String newHash, SessionId keep, Instant now);

  /// Erases the user and all that hangs on it.
  ///
  /// @return whether there was such a user
  boolean erase(UserId id);
}
