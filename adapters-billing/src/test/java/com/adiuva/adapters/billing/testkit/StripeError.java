package com.adiuva.adapters.billing.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// An answer of Stripe's that is no.
final class StripeError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final @Nullable String code;
  private final @Nullable String param;

  StripeError(
      int status, String type, @Nullable String code, @Nullable String param, String message) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
  }

  static StripeError invalid(@Nullable String code, @Nullable String param, String message) {
    return new StripeError(400, "invalid_request_error", code, param, message);
  }

  /// What the path of a request names is not there.
  static StripeError missing(String what, String id) {
    return new StripeError(
        404,
        "invalid_request_error",
        "resource_missing",
        "id",
        "No such " + what + ": '" + id + "'");
  }

  /// What a parameter of a request names is not there.
  static StripeError missingParam(String param, String what, String id) {
    return invalid("resource_missing", param, "No such " + what + ": '" + id + "'");
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    ObjectNode error = JsonNodeFactory.instance.objectNode().put("type", type);
    if (code != null) {
      error.put("code", code).put("doc_url", "https://stripe.com/docs/error-codes/" + code);
    }
    if (param != null) {
      error.put("param", param);
    }
    error.put("message", getMessage());
    return JsonNodeFactory.instance.objectNode().set("error", error);
  }
}
