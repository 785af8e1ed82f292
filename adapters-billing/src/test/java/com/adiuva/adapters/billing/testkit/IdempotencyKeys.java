package com.adiuva.adapters.billing.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The answers of requests with a key, as Stripe keeps them: those of requests that began to act.
final class IdempotencyKeys {
  record Answer(int status, ObjectNode body) {}

  private record Known(String line, Map<String, String> parameters, Answer answer) {}

  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();

  /// The answer to repeat; null when the caller is to act and then [#end].
  synchronized @Nullable Answer begin(String key, StripeRequest request) {
    Known before = known.get(key);
    if (before == null) {
      if (!underWay.add(key)) {
        throw inUse();
      }
      return null;
    }
    if (!before.line().equals(request.line())
        || !before.parameters().equals(request.parameters())) {
      throw new StripeError(
          400,
          "idempotency_error",
          null,
          null,
          "Keys for idempotent requests can only be used with the same parameters they were first"
              + " used with.");
    }
    return before.answer();
  }

  synchronized void end(String key, StripeRequest request, Answer answer) {
    underWay.remove(key);
    known.put(key, new Known(request.line(), request.parameters(), answer));
  }

  static StripeError inUse() {
    return new StripeError(
        409,
        "invalid_request_error",
        "idempotency_key_in_use",
        null,
        "There is currently another in-progress request using this Idempotency Key.");
  }
}
