package com.adiuva.adapters.http.server;

import com.adiuva.adapters.http.shared.AllowedOrigins;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;

/// Cross-origin rules: an allowed origin is reflected exactly, never `*`. Applied to every answer,
/// errors and refusals among them, so that a page can read why it was refused.
final class Cors {
  private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, Accept, If-Match, If-None-Match, If-Modified-Since, If-Range,"
          + " Range, Idempotency-Key, X-Request-Id, X-Backup-Version, X-Backup-Timestamp,"
          + " X-Backup-Checksum, X-Backup-Chunk-Count";
  private static final String EXPOSED_HEADERS =
      "X-Checksum, X-Backup-Version, X-Backup-Timestamp, X-Backup-Checksum, X-Backup-Chunk-Count,"
          + " ETag, Last-Modified, Content-Range, X-Total-Count, X-Search-Mode, X-Request-Id,"
          + " Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset,"
          + " Idempotency-Replayed";
  private static final HttpField VARY_ORIGIN = new PreEncodedHttpField(HttpHeader.VARY, "Origin");
  private static final String MAX_AGE_SECONDS = "600";

  private final AllowedOrigins origins;

  Cors(AllowedOrigins origins) {
    this.origins = origins;
  }

  static boolean isPreflight(Request request) {
    return HttpMethod.OPTIONS.is(request.getMethod())
        && request.getHeaders().contains(HttpHeader.ORIGIN)
        && request.getHeaders().contains("Access-Control-Request-Method");
  }

  void apply(Request request, HttpFields.Mutable answer) {
    answer.put(VARY_ORIGIN);
    List<String> origin = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
    if (origin.size() != 1 || !origins.allows(origin.getFirst())) {
      return;
    }
    answer.put("Access-Control-Allow-Origin", origin.getFirst());
    if (isPreflight(request)) {
      answer.put("Access-Control-Allow-Methods", METHODS);
      answer.put("Access-Control-Allow-Headers", REQUEST_HEADERS);
      answer.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
    } else {
      answer.put("Access-Control-Expose-Headers", EXPOSED_HEADERS);
    }
  }
}
