package com.adiuva.adapters.http.server;

import com.adiuva.adapters.http.shared.Exchange;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The outermost handler: gives every request its id and every answer the headers it must carry,
/// and answers preflights, before anything else has a say.
final class Edge extends Handler.Wrapper {
  private static final String REQUEST_ID_HEADER = "X-Request-Id";
  private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
  private static final int REQUEST_ID_LENGTH = 64;
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  private final Cors cors;

  Edge(Cors cors) {
    this.cors = cors;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    prepare(request, response.getHeaders());
    if (Cors.isPreflight(request)) {
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
    if (request.getHttpURI().getPath().indexOf(';') >= 0) {
      // Path parameters: nothing here has them, and readers differ on whether they are of the path.
      Response.writeError(request, response, callback, 400);
      return true;
    }
    return super.handle(withoutMethodOverride(request), response, callback);
  }

  /// The router would take the header's word for the method, past every check of the true one.
  private static Request withoutMethodOverride(Request request) {
    if (!request.getHeaders().contains(METHOD_OVERRIDE)) {
      return request;
    }
    HttpFields headers = HttpFields.build(request.getHeaders()).remove(METHOD_OVERRIDE);
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return headers;
      }
    };
  }

  /// Puts the headers that every answer carries.
  ///
  /// @return the request's id
  String prepare(Request request, HttpFields.Mutable answer) {
    String id = requestId(request);
    answer.put(REQUEST_ID_HEADER, id);
    answer.put(NO_STORE);
    answer.put(NO_SNIFF);
    cors.apply(request, answer);
    return id;
  }

  private static String requestId(Request request) {
    if (request.getAttribute(Exchange.REQUEST_ID) instanceof String id) {
      return id;
    }
    String sent = request.getHeaders().get(REQUEST_ID_HEADER);
    String id = sent != null && isRequestId(sent) ? sent : newRequestId();
    request.setAttribute(Exchange.REQUEST_ID, id);
    return id;
  }

  private static boolean isRequestId(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= REQUEST_ID_LENGTH;
  }

  /// A random UUID. An id is no secret, so requests need not queue for the secure random numbers.
  private static String newRequestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low).toString();
  }
}
