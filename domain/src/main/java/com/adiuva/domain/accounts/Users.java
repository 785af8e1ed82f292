package com.adiuva.domain.accounts;

import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /// A page of everybody, by id.
  ///
  /// @param after the last one of the page before; null for the first page
  List<User> all(@Nullable UserId after, int limit);

  /// Gives the user another role, from his next request on.
  ///
  /// @return whether there is such a user
  boolean setRole(UserId id, Role role, Instant now);

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
