package com.adiuva.adapters.http.shared;

import com.adiuva.application.limits.RequestLimits;
import com.adiuva.domain.limits.Verdict;
import io.javalin.http.Context;
import java.time.Duration;

/// Tells a caller how his budget stands. Set before the request is dealt with, so that the headers
/// are on the answer whatever becomes of it.
final class RateLimitHeaders {
  private RateLimitHeaders() {}

  static void set(Context context, RequestLimits.Standing standing) {
    Verdict verdict = standing.verdict();
    context.header("RateLimit-Limit", Integer.toString(standing.limit()));
    context.header("RateLimit-Remaining", Integer.toString(verdict.remaining()));
    context.header("RateLimit-Reset", Long.toString(wholeSeconds(verdict.reset())));
  }

  /// Rounded up: who waits that long is not refused again for having come early.
  static long wholeSeconds(Duration wait) {
    return wait.toSeconds() + (wait.toNanosPart() > 0 ? 1 : 0);
  }
}
