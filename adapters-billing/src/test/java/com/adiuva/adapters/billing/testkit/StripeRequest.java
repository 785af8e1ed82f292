package com.adiuva.adapters.billing.testkit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as it came, good or not.
///
/// @param headers by name in lower case
/// @param parameters of query and form, such as `line_items[0][price]`
public record StripeRequest(
    String method, String path, Map<String, String> headers, Map<String, String> parameters) {

  /// Such as `POST /v1/customers`.
  public String line() {
    return method + " " + path;
  }

  public @Nullable String idempotencyKey() {
    return headers.get("idempotency-key");
  }

  /// The parameter, or an empty text.
  public String get(String name) {
    return parameters.getOrDefault(name, "");
  }
}
