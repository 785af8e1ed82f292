package com.adiuva.domain.vectors;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Port;
import java.util.List;

/// Finds the items nearest to some numbers. It follows the rows of [Vectors] and may be behind;
/// what it has is theirs to say again, so losing it loses nothing.
///
/// No user's items touch another's: the same id under two users is two items. Every method throws a
/// [com.adiuva.domain.shared.ProblemException] with `VectorsUnavailable` when the engine does not
/// answer within two seconds.
@Port
public interface VectorIndex extends AutoCloseable {

  /// An item that was found.
  ///
  /// @param score (1 + cosine) / 2: 1 for the same direction, 0 for the opposite
  record Hit(VectorId id, double score) {}

  /// Up to which of the user's changes the index has followed for certain; 0 when it knows nothing
  /// of the user. After a crash it may say less than it has, never more.
  long followedTo(UserId user);

  /// Takes changes over, then says so by [#followedTo]. The same again changes nothing. When it
  /// throws, some may have been taken over, and `followedTo` stays.
  ///
  /// @param changes at most 500, no id twice
  /// @param to the sequence of the last of them
  void follow(UserId user, List<VectorChange> changes, long to);

  /// The user's items nearest to `query` in a space, best first, at most `limit`. What [#follow]
  /// took over before is found.
  ///
  /// @param limit from 1 to 100
  List<Hit> search(UserId user, VectorSpace space, Embedding query, int limit);

  /// Forgets all of the user; `followedTo` is 0 again. Nothing there is no error.
  void forget(UserId user);

  /// Forgets everything of everybody.
  void clear();

  /// Whether the engine answers; asks it at most once a second and never throws.
  boolean isAnswering();

  @Override
  void close();
}
