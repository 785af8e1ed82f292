package com.adiuva.adapters.http.server;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.shared.ProblemDetails;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Says what the engine itself refuses (a request line that is none, headers that are too large) as
/// problem details. The engine's own pages are HTML and repeat the request.
final class ErrorAnswers extends ErrorHandler {
  private final Edge edge;

  ErrorAnswers(Edge edge) {
    this.edge = edge;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String requestId = edge.prepare(request, response.getHeaders());
    ProblemDetails problem = ProblemDetails.of(problem(request, response), requestId);
    response.setStatus(problem.status());
    problem.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDetails.MEDIA_TYPE);
    byte[] body = Json.bytes(problem.body());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static EdgeProblem problem(Request request, Response response) {
    Object cause = request.getAttribute(ERROR_EXCEPTION);
    for (Throwable t = (Throwable) cause; t != null; t = t.getCause()) {
      if (t instanceof HttpException e) {
        return EdgeProblem.ofStatus(e.getCode());
      }
      if (t instanceof TimeoutException) {
        return EdgeProblem.REQUEST_TIMEOUT;
      }
    }
    return EdgeProblem.ofStatus(response.getStatus());
  }
}
