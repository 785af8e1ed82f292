package com.adiuva.adapters.http.server;

import com.adiuva.adapters.http.shared.Exchange;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// What happens to every request before routing and to every answer after it.
final class Edge extends Handler.Wrapper {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private Edge() {}

  static void wrap(Server server, HttpSettings settings) {
    server.setStopTimeout(settings.stopTimeout().toMillis());
    server.insertHandler(new Edge());
  }

  static void harden(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.RFC3986);
    http.setSendServerVersion(false);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String id = requestId(request.getHeaders().get("X-Request-Id"));
    request.setAttribute(Exchange.REQUEST_ID, id);
    response.getHeaders().put("X-Request-Id", id);
    return super.handle(request, response, callback);
  }

  private static String requestId(@Nullable String sent) {
    return sent != null && REQUEST_ID.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
  }
}
