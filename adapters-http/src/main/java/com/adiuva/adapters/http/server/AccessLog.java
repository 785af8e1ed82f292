package com.adiuva.adapters.http.server;

import com.adiuva.adapters.http.shared.Exchange;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// One line per request. Nothing in it was chosen by the client but the request id, whose alphabet
/// is ours: the route is the template that matched, the method one we know.
final class AccessLog implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("http.access");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

  @Override
  public void log(Request request, Response response) {
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
    String route = attribute(request, Exchange.ROUTE, "unmatched");
    String userId = attribute(request, Exchange.USER_ID, "");
    int status = response.getStatus();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("method", method)
            .addKeyValue("route", route)
            .addKeyValue("status", status)
            .addKeyValue("duration_ms", millis)
            .addKeyValue("request_id", attribute(request, Exchange.REQUEST_ID, ""));
    if (!userId.isEmpty()) {
      line = line.addKeyValue("user_id", userId);
    }
    line.log("{} {} {}", method, route, status);
  }

  private static String attribute(Request request, String name, String otherwise) {
    return request.getAttribute(name) instanceof String value ? value : otherwise;
  }
}
