package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.adapters.http.sockets.Handshake;
import com.adiuva.adapters.http.sockets.OpenSockets;
import com.adiuva.adapters.http.sockets.SocketCredentials;
import com.adiuva.adapters.http.sockets.SocketEndpoint;
import com.adiuva.adapters.http.sockets.SocketSession;
import com.adiuva.application.accounts.Authentication;
import com.adiuva.application.chat.Assistant;
import com.adiuva.application.limits.RequestLimits;
import com.adiuva.domain.accounts.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.websocket.api.Session;

/// The WebSocket `/chat/stream`: who may open one, and which are open. A plain request of that path
/// is answered 426.
public final class ChatSocket implements RouteGroup {
  private static final String PATH = "/chat/stream";

  /// The route as the log names it.
  static final String ROUTE = Routes.BASE + PATH;

  private static final int SOCKETS_PER_USER = 10;

  /// Half of the connections that the engine accepts: the other half is for everybody else.
  private static final int SOCKETS = 5_000;

  /// The sub-protocol of JSON frames both ways; without it a socket speaks version 1.
  private static final String VERSION_2 = "adiuva.chat.v2";

  private static final String RETRY_AFTER_SECONDS = "10";

  private final Assistant assistant;
  private final RequestLimits limits;
  private final SocketCredentials credentials;
  private final Runs runs;
  private final SocketSession.Timings timings;
  private final OpenSockets sockets;
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean stopping;

  /// @param limits count each request; a handshake is none
  /// @param random makes the names of runs; thread-safe
  public ChatSocket(
      Authentication authentication,
      Assistant assistant,
      RequestLimits limits,
      RandomGenerator random) {
    this(
        authentication,
        assistant,
        limits,
        random,
        SocketSession.Timings.STANDARD,
        Runs.Patience.STANDARD,
        new OpenSockets(SOCKETS_PER_USER, SOCKETS));
  }

  ChatSocket(
      Authentication authentication,
      Assistant assistant,
      RequestLimits limits,
      RandomGenerator random,
      SocketSession.Timings timings,
      Runs.Patience patience,
      OpenSockets sockets) {
    this.sockets = sockets;
    this.assistant = assistant;
    this.limits = limits;
    this.credentials = new SocketCredentials(authentication);
    this.timings = timings;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("socket-timer").factory());
    this.timer.setRemoveOnCancelPolicy(true);
    this.runs = new Runs(random, patience, timer);
  }

  @Override
  public void addTo(Routes routes) {
    routes.socket(PATH, this::upgrade);
  }

  /// Closes every socket with 1001, stops all answers, also those that nobody hears, and lets no
  /// other open. Returns when the peers have heard it, or have had the time to: what stops the
  /// engine cuts its connections.
  @Override
  public void stopping() {
    stopping = true;
    long end = System.nanoTime() + timings.farewell().toNanos();
    sockets.awaitExpected(timings.farewell());
    List<SocketSession> open = sockets.all();
    open.forEach(ChatSocket::closeForStop);
    runs.stop();
    open.forEach(session -> session.awaitDisconnected(Duration.ofNanos(end - System.nanoTime())));
    timer.shutdown();
  }

  /// How many are open.
  int size() {
    return sockets.size();
  }

  /// How many runs may be resumed.
  int resumableRuns() {
    return runs.size();
  }

  private void upgrade(Exchange exchange) {
    Handshake.check(exchange);
    if (stopping || sockets.isFull()) {
      throw new EdgeException(EdgeProblem.SERVICE_UNAVAILABLE);
    }
    Supplier<Caller> identity = credentials.identity(exchange);
    Caller caller = identity.get();
    exchange.engine().attribute(Exchange.USER_ID, caller.id().toString());
    if (!sockets.hasRoomFor(caller.id())) {
      exchange.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      throw new EdgeException(EdgeProblem.TOO_MANY_SOCKETS);
    }
    Supplier<Caller> requester = () -> counted(identity.get());
    String requestId = exchange.requestId();
    boolean live = SocketCredentials.subProtocols(exchange).contains(VERSION_2);
    Function<SocketSession, SocketSession.Dialogue> dialogue =
        session ->
            live
                ? new LiveDialogue(session, assistant, requester, identity, requestId, runs)
                : new PlainDialogue(session, assistant, requester, requestId);
    SocketEndpoint endpoint = new SocketEndpoint(connection -> open(connection, dialogue, caller));
    upgrade(asReceived(exchange.engine().req()), exchange.engine().res(), endpoint);
  }

  private Caller counted(Caller caller) {
    limits.admit(caller).require();
    return caller;
  }

  private void upgrade(
      HttpServletRequest request, HttpServletResponse response, SocketEndpoint endpoint) {
    JettyWebSocketServerContainer container =
        JettyWebSocketServerContainer.ensureContainer(request.getServletContext());
    boolean upgraded = false;
    sockets.expect();
    try {
      upgraded = container.upgrade((req, res) -> accept(req, res, endpoint), request, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!upgraded) {
        sockets.notComing();
      }
    }
    if (!upgraded) {
      throw new EdgeException(EdgeProblem.BAD_REQUEST);
    }
  }

  /// The request without what the layers before us put around it to make it look plain.
  private static HttpServletRequest asReceived(HttpServletRequest request) {
    HttpServletRequest inner = request;
    while (inner instanceof HttpServletRequestWrapper wrapper
        && wrapper.getRequest() instanceof HttpServletRequest wrapped) {
      inner = wrapped;
    }
    return inner;
  }

  private static SocketEndpoint accept(
      JettyServerUpgradeRequest request,
      JettyServerUpgradeResponse response,
      SocketEndpoint endpoint) {
    // No compression: it costs memory for every socket and gains nothing on short frames.
    response.setExtensions(List.of());
    if (request.getSubProtocols().contains(VERSION_2)) {
      response.setAcceptedSubProtocol(VERSION_2);
    } else if (request.getSubProtocols().contains(SocketCredentials.BEARER)) {
      response.setAcceptedSubProtocol(SocketCredentials.BEARER);
    }
    return endpoint;
  }

  private SocketSession open(
      Session connection, Function<SocketSession, SocketSession.Dialogue> dialogue, Caller caller) {
    SocketSession session =
        new SocketSession(connection, timings, timer, dialogue, sockets::remove);
    boolean room = sockets.add(session, caller.id());
    if (stopping) {
      closeForStop(session);
    } else if (!room) {
      session.close(SocketSession.TRY_AGAIN_LATER, "too many sockets");
    }
    return session;
  }

  private static void closeForStop(SocketSession session) {
    session.close(SocketSession.GOING_AWAY, "server stopping");
  }
}
