package com.adiuva.domain.shared;

import java.time.Instant;
import java.util.UUID;

/// Remembers the answers to requests that must not take effect twice, by the key the client chose.
///
/// Every method is atomic and throws a [ProblemException] with `DatabaseUnavailable` when the store
/// does not answer.
@Port
public interface IdempotencyKeys {

  /// What a key says about a request that arrives with it.
  sealed interface Start {
    /// Nobody used the key: carry the request out, then [#finish] or [#abandon] it.
    record Fresh() implements Start {}

    /// It was answered: say the same again.
    record Replay(Answer answer) implements Start {}

    /// The first request of the key has not been answered yet.
    record InProgress() implements Start {}

    /// The key was used for another request.
    record OtherRequest() implements Start {}
  }

  /// An answer as it was given.
  ///
  /// @param body JSON in UTF-8
  record Answer(int status, String body) {
    /// Without the body.
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /// Claims the key for this request, or says why not. Of concurrent calls one gets `Fresh`.
  ///
  /// @param owner the user the key belongs to; the same key of another is another key
  /// @param key 1 to 128 characters
  /// @param request what makes two requests the same: a checksum of route and body
  /// @param lease until when the request counts as running; then the key is free again unless it
  ///   was answered
  Start start(UUID owner, String key, Checksum request, Instant now, Instant lease);

  /// Keeps the answer until `expires`.
  void finish(UUID owner, String key, Answer answer, Instant expires);

  /// Frees the key, since the request had no effect.
  void abandon(UUID owner, String key);
}
