package com.adiuva.adapters.http.shared;

import com.adiuva.adapters.http.bodies.BodyBudget;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.problems.Unspoken;
import com.adiuva.application.accounts.Authentication;
import com.adiuva.application.limits.RequestLimits;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Where routes are registered. Each names who may call it, and that is enforced on the matched
/// route itself: no path, however it is spelled, reaches a handler another way. What a caller is
/// known for counts against his budget, before anything of the request's body is read.
public final class Routes {
  /// The path under which the contract's routes live.
  public static final String BASE = "/api/v1";

  /// The largest body of a route that says nothing else: 1 MiB.
  public static final long DEFAULT_BODY_LIMIT = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  /// Answers one matched and authorised request. A [ProblemException] becomes its problem details,
  /// anything else thrown a 500 without content.
  @FunctionalInterface
  public interface Handler {
    void handle(Exchange exchange);
  }

  private final RoutesConfig engine;
  private final Authentication authentication;
  private final RequestLimits limits;
  private final TrustedProxies proxies;
  private final AllowedOrigins origins;
  private final BodyBudget budget;
  private final List<Operation> operations = new ArrayList<>();

  /// A registered route.
  ///
  /// @param template its path from the root, such as `/api/v1/auth/sessions/{id}`
  public record Operation(String method, String template, Access access) {}

  public Routes(
      RoutesConfig engine,
      Authentication authentication,
      RequestLimits limits,
      TrustedProxies proxies,
      AllowedOrigins origins,
      BodyBudget budget) {
    this.budget = budget;
    this.engine = engine;
    this.authentication = authentication;
    this.limits = limits;
    this.proxies = proxies;
    this.origins = origins;
    engine.exception(Exception.class, this::answer);
    engine.exception(
        io.javalin.http.HttpResponseException.class,
        (e, ctx) ->
            answer(
                e.getStatus() == 404
                    ? notRouted(ctx)
                    : new EdgeException(EdgeProblem.ofStatus(e.getStatus())),
                ctx));
  }

  public void get(String path, Access access, Handler handler) {
    add(HandlerType.GET, path, access, 0, handler);
  }

  public void post(String path, Access access, Handler handler) {
    post(path, access, DEFAULT_BODY_LIMIT, handler);
  }

  /// @param bodyLimit the most bytes the body may have
  public void post(String path, Access access, long bodyLimit, Handler handler) {
    add(HandlerType.POST, path, access, bodyLimit, handler);
  }

  public void put(String path, Access access, Handler handler) {
    put(path, access, DEFAULT_BODY_LIMIT, handler);
  }

  /// @param bodyLimit the most bytes the body may have
  public void put(String path, Access access, long bodyLimit, Handler handler) {
    add(HandlerType.PUT, path, access, bodyLimit, handler);
  }

  public void delete(String path, Access access, Handler handler) {
    add(HandlerType.DELETE, path, access, DEFAULT_BODY_LIMIT, handler);
  }

  /// A GET route both below the base path and at the root, where probes and tools look for it.
  public void getHereAndAtRoot(String path, Access access, Handler handler) {
    get(path, access, handler);
    register(HandlerType.GET, path, access, 0, handler);
    register(HandlerType.HEAD, path, access, 0, handler);
  }

  /// A WebSocket, which begins its life as a GET and is nothing to a HEAD: `upgrade` makes a socket
  /// of the exchange or refuses by throwing. The `Origin` has been checked by then; who is calling
  /// it finds out by itself, since a browser cannot send a header here.
  public void socket(String path, Handler upgrade) {
    register(
        HandlerType.GET,
        BASE + path,
        Access.PUBLIC,
        0,
        exchange -> {
          requireAllowedOrigin(exchange);
          upgrade.handle(exchange);
        });
    // Left to itself the engine answers HEAD with 200 wherever there is a GET.
    serve(
        HandlerType.HEAD,
        BASE + path,
        Access.PUBLIC,
        0,
        exchange -> {
          throw new EdgeException(EdgeProblem.METHOD_NOT_ALLOWED, Set.of("GET"));
        });
  }

  /// What was registered so far.
  public List<Operation> operations() {
    return Collections.unmodifiableList(operations);
  }

  private void add(
      HandlerType method, String path, Access access, long bodyLimit, Handler handler) {
    register(method, BASE + path, access, bodyLimit, handler);
    if (method.equals(HandlerType.GET)) {
      register(HandlerType.HEAD, BASE + path, access, bodyLimit, handler);
    }
  }

  private void register(
      HandlerType method, String template, Access access, long bodyLimit, Handler handler) {
    operations.add(new Operation(method.name(), template, access));
    serve(method, template, access, bodyLimit, handler);
  }

  private void serve(
      HandlerType method, String template, Access access, long bodyLimit, Handler handler) {
    engine.addEndpoint(
        Endpoint.Companion.create(method, template)
            .handler(ctx -> run(ctx, template, access, bodyLimit, handler)));
  }

  private void run(Context ctx, String template, Access access, long bodyLimit, Handler handler) {
    ctx.attribute(Exchange.ROUTE, template);
    MDC.put("request_id", Exchange.requestId(ctx));
    try (BodyBudget.Lease lease = budget.lease()) {
      Caller caller =
          switch (access) {
            case PUBLIC -> null;
            case AUTHENTICATED -> counted(authenticate(ctx), ctx);
          };
      handler.handle(new Exchange(ctx, proxies, bodyLimit, lease, caller));
    } catch (RuntimeException | Error e) {
      // The engine answers an error with a bare 500 and no line in the log.
      answer(e, ctx);
    } finally {
      MDC.clear();
    }
  }

  private Caller authenticate(Context ctx) {
    String token =
        Bearer.token(Collections.list(ctx.req().getHeaders("Authorization")))
            .orElseThrow(() -> new ProblemException(new Problem.Unauthenticated()));
    Caller caller = authentication.authenticate(token);
    String userId = caller.id().toString();
    ctx.attribute(Exchange.USER_ID, userId);
    MDC.put("user_id", userId);
    return caller;
  }

  private Caller counted(Caller caller, Context ctx) {
    RequestLimits.Standing standing = limits.admit(caller);
    RateLimitHeaders.set(ctx, standing);
    standing.require();
    return caller;
  }

  private void requireAllowedOrigin(Exchange exchange) {
    List<String> origin = exchange.headers("Origin");
    if (origin.size() > 1 || !origin.stream().allMatch(origins::allows)) {
      throw new EdgeException(EdgeProblem.FORBIDDEN_ORIGIN);
    }
  }

  private void answer(Throwable thrown, Context ctx) {
    try (BodyBudget.Lease lease = budget.lease()) {
      new Exchange(ctx, proxies, 0, lease, null).respond(problem(thrown, ctx));
    }
  }

  private static ProblemDetails problem(Throwable thrown, Context ctx) {
    ProblemDetails problem = ProblemDetails.of(thrown, Exchange.requestId(ctx));
    if (problem.status() == 500) {
      LOG.error("Unexpected failure", Unspoken.of(thrown));
    }
    return problem;
  }

  /// 405 where the path exists with other methods, 404 where it does not.
  private EdgeException notRouted(Context ctx) {
    Set<String> allow = new TreeSet<>();
    for (Operation operation : operations) {
      if (matches(operation.template(), ctx.path())) {
        allow.add(operation.method());
      }
    }
    return allow.isEmpty()
        ? new EdgeException(EdgeProblem.NOT_FOUND)
        : new EdgeException(EdgeProblem.METHOD_NOT_ALLOWED, allow);
  }

  private static boolean matches(String template, String path) {
    String[] expected = template.split("/", -1);
    String[] actual = path.split("/", -1);
    if (expected.length != actual.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      boolean parameter = expected[i].startsWith("{") && !actual[i].isEmpty();
      if (!parameter && !expected[i].equals(actual[i])) {
        return false;
      }
    }
    return true;
  }
}
