package com.adiuva.adapters.http.problems;

/// What can be wrong with a request before any use case sees it. Only the edge knows these; the
/// domain has its own [com.adiuva.domain.shared.Problem].
public enum EdgeProblem {
  BAD_REQUEST(400, "bad_request", "Bad request", "The request is not valid HTTP."),
  MALFORMED_JSON(
      400,
      "malformed_json",
      "Malformed JSON",
      "The body is not one well-formed JSON value in UTF-8 within the limits."),
  FORBIDDEN_ORIGIN(
      403,
      "forbidden_origin",
      "Origin not allowed",
      "Pages of this origin may not open a socket here; add it to CORS_ORIGINS."),
  NOT_FOUND(404, "not_found", "Not found", "There is no such resource."),
  METHOD_NOT_ALLOWED(
      405,
      "method_not_allowed",
      "Method not allowed",
      "This resource does not support the method; the Allow header lists those it does."),
  REQUEST_TIMEOUT(
      408, "request_timeout", "Request timeout", "The request took too long to arrive."),
  REQUEST_IN_PROGRESS(
      409,
      "request_in_progress",
      "Request in progress",
      "An earlier request is still running; wait until it is answered."),
  BATCH_REJECTED(
      409,
      "batch_rejected",
      "Batch rejected",
      "Some operations were refused, so nothing of the batch was carried out; see results."),
  PAYLOAD_TOO_LARGE(
      413, "payload_too_large", "Body too large", "The body is larger than this route accepts."),
  URI_TOO_LONG(414, "uri_too_long", "URI too long", "The request's address is too long."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "unsupported_media_type",
      "Unsupported media type",
      "Send the body as 'application/json' in UTF-8, without a content encoding."),
  RANGE_NOT_SATISFIABLE(
      416,
      "range_not_satisfiable",
      "Range not satisfiable",
      "The range lies beyond the end; Content-Range says how many bytes there are."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "idempotency_key_reused",
      "Idempotency key reused",
      "This Idempotency-Key was used for another request; take a new key for a new request."),
  UPGRADE_REQUIRED(
      426,
      "upgrade_required",
      "Upgrade required",
      "This address speaks WebSocket, version 13: open it with a WebSocket client."),
  TOO_MANY_SOCKETS(
      429,
      "too_many_sockets",
      "Too many sockets",
      "This account has as many sockets open as it may; close one of them first."),
  TOO_MANY_RUNS(
      429,
      "too_many_runs",
      "Too many resumable requests",
      "This account has as many resumable requests running as it may; wait until one is answered."),
  HEADER_FIELDS_TOO_LARGE(
      431,
      "header_fields_too_large",
      "Header fields too large",
      "The headers of a request may take up to 8 KiB."),
  INTERNAL_ERROR(
      500,
      "internal_error",
      "Internal error",
      "Something went wrong on the server; the request id helps its operator to find out what."),
  SERVICE_UNAVAILABLE(
      503,
      "service_unavailable",
      "Service unavailable",
      "The server is starting, stopping or too busy; try again shortly.");

  private final int status;
  private final String code;
  private final String title;
  private final String detail;

  EdgeProblem(int status, String code, String title, String detail) {
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String title() {
    return title;
  }

  public String detail() {
    return detail;
  }

  /// The problem for a status that the HTTP engine chose by itself.
  public static EdgeProblem ofStatus(int status) {
    return switch (status) {
      case 403 -> FORBIDDEN_ORIGIN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 408 -> REQUEST_TIMEOUT;
      case 413 -> PAYLOAD_TOO_LARGE;
      case 414 -> URI_TOO_LONG;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 431 -> HEADER_FIELDS_TOO_LARGE;
      case 503 -> SERVICE_UNAVAILABLE;
      case 501, 505 -> BAD_REQUEST; // a transfer coding or version that nobody speaks
      default -> status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
    };
  }
}
