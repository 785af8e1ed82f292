package com.adiuva.domain.limits;

import com.adiuva.domain.shared.Port;

/// Counts events per key in a sliding window, exactly: whatever the concurrency, no stretch of the
/// window's length ever holds more admitted events than the limit allows.
///
/// The limit of a key may differ from one call to the next in its count, as when somebody's tier
/// changed: every event of the window counts against whichever holds now. Its window may not.
///
/// Both methods throw a [com.adiuva.domain.shared.ProblemException] with `Overloaded` when the
/// store of the counts does not answer or has no room for another key. Whoever asks says whether
/// his door is open or closed then.
@Port
public interface RateLimiter {

  /// Admits one event now and counts it, or refuses it and counts nothing. Atomic per key.
  ///
  /// @param key what is limited, such as `login:203.0.113.7`; bounded in length by the caller
  Verdict tryAcquire(String key, RateLimit limit);

  /// Takes back the newest event counted for the key, as if it had not happened. Without one it
  /// does nothing.
  void refund(String key, RateLimit limit);
}
