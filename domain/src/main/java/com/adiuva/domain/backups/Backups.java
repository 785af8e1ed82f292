package com.adiuva.domain.backups;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps what is known of backups, each user's apart.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface Backups {

  /// Makes a backup visible whose bytes are stored, and settles its reservation to their number.
  ///
  /// @return false, and nothing changed, when the reservation is not there any more
  boolean commit(UserId user, Backup backup);

  /// The one with the highest timestamp, of several the last to arrive.
  Optional<Backup> latest(UserId user);

  Optional<Backup> find(UserId user, BackupId id);

  /// All of them, in the order of [#latest].
  List<Backup> history(UserId user);

  /// Deletes a backup: its bytes are free and queued for removal at `removeAt`.
  ///
  /// @return whether there was such a backup
  boolean delete(UserId user, BackupId id, Instant removeAt);
}
