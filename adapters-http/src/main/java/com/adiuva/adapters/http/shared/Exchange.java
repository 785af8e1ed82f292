package com.adiuva.adapters.http.shared;

import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.application.accounts.ClientInfo;
import com.adiuva.domain.accounts.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One request and its answer, as a route sees them.
public final class Exchange {
  /// The request attribute under which the server keeps the request's id.
  public static final String REQUEST_ID = "adiuva.request_id";

  /// The request attribute under which the matched route's template is kept for the access log.
  public static final String ROUTE = "adiuva.route";

  /// The request attribute under which the caller's id is kept for the access log.
  public static final String USER_ID = "adiuva.user_id";

  private static final Pattern JSON_UTF8 =
      Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*(utf-8|\"utf-8\")\\s*)?");

  private final Context context;
  private final TrustedProxies proxies;
  private final long bodyLimit;
  private final @Nullable Caller caller;

  Exchange(Context context, TrustedProxies proxies, long bodyLimit, @Nullable Caller caller) {
    this.context = context;
    this.proxies = proxies;
    this.bodyLimit = bodyLimit;
    this.caller = caller;
  }

  /// Who is asking.
  ///
  /// @throws IllegalStateException on a public route, which has no caller
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("a public route has no caller");
    }
    return caller;
  }

  public ClientInfo clientInfo() {
    String address = proxies.clientOf(context.req().getRemoteAddr(), headers("X-Forwarded-For"));
    return new ClientInfo(address, context.header("User-Agent"));
  }

  public String requestId() {
    return requestId(context);
  }

  static String requestId(Context context) {
    String id = context.attribute(REQUEST_ID);
    if (id == null) {
      throw new IllegalStateException("the edge gives every request an id");
    }
    return id;
  }

  /// The JSON object in the body, within the route's limit.
  ///
  /// @throws EdgeException when there is no such thing
  /// @throws com.adiuva.domain.shared.ProblemException when it is JSON but not an object
  public Fields jsonBody() {
    List<String> types = headers("Content-Type");
    if (types.size() != 1
        || !isJson(types.getFirst())
        || context.header("Content-Encoding") != null) {
      throw new EdgeException(EdgeProblem.UNSUPPORTED_MEDIA_TYPE);
    }
    return Fields.ofBody(Json.parse(new IncomingBody(context.req()).read(bodyLimit)));
  }

  private static boolean isJson(String type) {
    return type.equals("application/json")
        || JSON_UTF8.matcher(type.toLowerCase(Locale.ROOT)).matches();
  }

  /// A parameter of the route's template, percent-decoded: parse it before use.
  public String pathParam(String name) {
    return context.pathParam(name);
  }

  /// The first value of a query parameter.
  public Optional<String> queryParam(String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  /// Every value of a header, in order.
  public List<String> headers(String name) {
    return Collections.list(context.req().getHeaders(name));
  }

  public void setHeader(String name, String value) {
    context.header(name, value);
  }

  public void respond(int status, JsonNode body) {
    context.status(status).contentType("application/json").result(Json.bytes(body));
  }

  public void respond(int status, String mediaType, byte[] body) {
    context.status(status).contentType(mediaType).result(body);
  }

  /// An answer without a body, such as 204.
  public void respond(int status) {
    context.status(status);
    context.res().setContentType(null);
  }

  /// Says what is wrong, once a client that is still sending can hear it.
  void respond(ProblemDetails problem) {
    if (!new IncomingBody(context.req()).drain()) {
      context.header("Connection", "close");
    }
    problem.headers().forEach(context::header);
    respond(problem.status(), ProblemDetails.MEDIA_TYPE, Json.bytes(problem.body()));
  }

  /// The engine's own view, for what only a socket's upgrade needs.
  public Context engine() {
    return context;
  }
}
