package com.adiuva.adapters.http.shared;

import com.adiuva.adapters.http.bodies.BodyBudget;
import com.adiuva.adapters.http.bodies.ByteSegments;
import com.adiuva.adapters.http.bodies.IncomingBody;
import com.adiuva.adapters.http.bodies.OutgoingBody;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.problems.Unspoken;
import com.adiuva.application.accounts.ClientInfo;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.StorageProblem;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request and its answer, as a route sees them.
public final class Exchange {
  /// The request attribute under which the server keeps the request's id.
  public static final String REQUEST_ID = "adiuva.request_id";

  /// The request attribute under which the matched route's template is kept for the access log.
  public static final String ROUTE = "adiuva.route";

  /// The request attribute under which the caller's id is kept for the access log.
  public static final String USER_ID = "adiuva.user_id";

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final Pattern JSON_UTF8 =
      Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*(utf-8|\"utf-8\")\\s*)?");

  private final Context context;
  private final TrustedProxies proxies;
  private final long bodyLimit;
  private final BodyBudget.Lease lease;
  private final @Nullable Caller caller;
  private @Nullable ByteSegments body;
  private @Nullable Answer answer;

  /// An answer as it was given.
  ///
  /// @param body JSON
  record Answer(int status, String body) {}

  Exchange(
      Context context,
      TrustedProxies proxies,
      long bodyLimit,
      BodyBudget.Lease lease,
      @Nullable Caller caller) {
    this.context = context;
    this.proxies = proxies;
    this.bodyLimit = bodyLimit;
    this.lease = lease;
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
    if (types.size() != 1 || !isJson(types.getFirst())) {
      throw new EdgeException(EdgeProblem.UNSUPPORTED_MEDIA_TYPE);
    }
    requirePlainBody();
    return Fields.ofBody(Json.parse(body(), lease));
  }

  /// The bytes of the body, read once.
  ByteSegments body() {
    if (body == null) {
      body = new IncomingBody(context.req()).read(bodyLimit, lease);
    }
    return body;
  }

  /// All bytes of the body as they came, of any media type and content encoding, within the route's
  /// limit.
  ///
  /// @throws EdgeException `PAYLOAD_TOO_LARGE`
  public byte[] bytes() {
    return body().toByteArray();
  }

  /// The body as it comes, of any media type and size, for one who reads it once.
  ///
  /// @throws EdgeException `UNSUPPORTED_MEDIA_TYPE` when it has a content encoding
  public IncomingBody incomingBody() {
    requirePlainBody();
    return new IncomingBody(context.req());
  }

  private void requirePlainBody() {
    if (context.header("Content-Encoding") != null) {
      throw new EdgeException(EdgeProblem.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  private static boolean isJson(String type) {
    return type.equals("application/json")
        || JSON_UTF8.matcher(type.toLowerCase(Locale.ROOT)).matches();
  }

  /// A parameter of the route's template, percent-decoded: parse it before use.
  public String pathParam(String name) {
    return context.pathParam(name);
  }

  /// The first value of a query parameter, as it is; what a route works with is read by [#query].
  public Optional<String> queryParam(String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  public QueryParameters query() {
    return new QueryParameters(context);
  }

  /// Whether only the headers of the answer are asked for.
  public boolean isHead() {
    return context.req().getMethod().equals("HEAD");
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
    respondJson(status, "application/json", body);
  }

  private void respondJson(int status, String mediaType, JsonNode body) {
    byte[] bytes = Json.bytes(body);
    answer = new Answer(status, new String(bytes, StandardCharsets.UTF_8));
    respond(status, mediaType, bytes);
  }

  /// Sends bytes as they come, or says to HEAD what it would send. When the source fails before any
  /// of them were sent, that is the answer; later the connection is cut.
  ///
  /// @param headers beside `Content-Length`
  /// @param source opened unless only the headers are asked for
  public void stream(
      int status, Map<String, String> headers, long length, Supplier<InputStream> source) {
    if (isHead()) {
      begin(status, headers);
      context.res().setContentLengthLong(length);
      return;
    }
    try (InputStream in = source.get()) {
      OutgoingBody outgoing = OutgoingBody.begin(context.req(), context.res(), in, length);
      begin(status, headers);
      outgoing.send();
    } catch (OutgoingBody.SourceFailure e) {
      LOG.error("What was being sent broke off", Unspoken.of(e));
    } catch (IOException e) {
      throw new ProblemException(new StorageProblem.BlobMissing(), e);
    }
  }

  private void begin(int status, Map<String, String> headers) {
    context.status(status);
    headers.forEach(context::header);
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
    respondJson(problem.status(), ProblemDetails.MEDIA_TYPE, problem.body());
  }

  /// What was answered, when its body is JSON.
  Optional<Answer> answer() {
    return Optional.ofNullable(answer);
  }

  /// A problem of a part of the request, with its status.
  public ProblemDetails details(Problem problem) {
    return ProblemDetails.of(problem, requestId());
  }

  /// Refuses the request with more to say than the problem itself does.
  ///
  /// @param member the name of what is added
  public void refuse(EdgeProblem problem, String member, JsonNode value) {
    ProblemDetails details = ProblemDetails.of(problem, requestId());
    details.body().set(member, value);
    respond(details);
  }

  /// The engine's own view, for what only a socket's upgrade needs.
  public Context engine() {
    return context;
  }
}
