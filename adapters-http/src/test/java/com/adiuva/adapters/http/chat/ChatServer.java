package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.accounts.JwtAccessTokens;
import com.adiuva.adapters.http.accounts.TokenSettings;
import com.adiuva.adapters.http.server.HttpServer;
import com.adiuva.adapters.http.server.HttpSettings;
import com.adiuva.adapters.http.shared.AllowedOrigins;
import com.adiuva.adapters.http.shared.TrustedProxies;
import com.adiuva.adapters.http.sockets.OpenSockets;
import com.adiuva.adapters.http.sockets.SocketSession;
import com.adiuva.adapters.http.testkit.RawSocket;
import com.adiuva.adapters.http.testkit.TestLimits;
import com.adiuva.application.accounts.Authentication;
import com.adiuva.application.chat.AgentRegistry;
import com.adiuva.application.chat.Assistant;
import com.adiuva.application.limits.RequestLimits;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.InMemoryAccounts;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Session;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.shared.MovableClock;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/// The real server with chat on it, accounts in memory, and a model that waits.
final class ChatServer implements AutoCloseable {
  static final String PATH = "/api/v1/chat/stream";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  static final String HELLO = "{\"message\":\"hello\"}";

  final MovableClock clock = new MovableClock(People.NOON);
  final InMemoryAccounts accounts = new InMemoryAccounts();
  final SeenCallers callers = new SeenCallers(accounts);
  final GatedModel model = new GatedModel();
  final Authentication authentication;
  final ChatSocket sockets;
  private final JwtAccessTokens tokens;
  private final HttpServer server;

  ChatServer() {
    this(SocketSession.Timings.STANDARD);
  }

  ChatServer(SocketSession.Timings timings) {
    this(timings, Duration.ofSeconds(25), 1_000);
  }

  /// @param total how many sockets may be open
  ChatServer(int total) {
    this(SocketSession.Timings.STANDARD, Duration.ofSeconds(25), total);
  }

  /// @param grace how long `POST /chat` may go on after a stop was asked for
  ChatServer(SocketSession.Timings timings, Duration grace) {
    this(timings, grace, 1_000);
  }

  private ChatServer(SocketSession.Timings timings, Duration grace, int total) {
    this(timings, grace, total, Runs.Patience.STANDARD);
  }

  /// @param patience with clients of version 2
  ChatServer(SocketSession.Timings timings, Runs.Patience patience) {
    this(timings, Duration.ofSeconds(25), 1_000, patience);
  }

  private ChatServer(
      SocketSession.Timings timings, Duration grace, int total, Runs.Patience patience) {
    SecureRandom random = new SecureRandom();
    tokens =
        new JwtAccessTokens(
            new TokenSettings(
                TokenSettings.TokenAlgorithm.HS256,
                new TokenSettings.Secret(random.generateSeed(32)),
                List.of(),
                Duration.ofMinutes(30)),
            clock);
    authentication =
        new Authentication(callers, accounts, tokens, clock, random, Duration.ofDays(30));
    Assistant assistant =
        new Assistant(
            model, model, AgentRegistry.withBuiltInAgents(), clock, random, Duration.ofSeconds(60));
    RequestLimits limits = TestLimits.generous();
    sockets =
        new ChatSocket(
            authentication,
            assistant,
            limits,
            random,
            timings,
            patience,
            new OpenSockets(10, total));
    server =
        new HttpServer(
            new HttpSettings(
                "127.0.0.1",
                0,
                AllowedOrigins.parse(List.of("app://.", "http://localhost:3000")),
                TrustedProxies.parse(List.of()),
                "test",
                true,
                Duration.ofSeconds(5)),
            authentication,
            limits,
            Map::of,
            List.of(new ChatRoutes(assistant, grace), sockets));
    server.start();
  }

  /// A user nobody has seen before, with a session.
  Caller signIn() {
    User user = People.somebody();
    accounts.add(user);
    return signIn(user);
  }

  Caller signIn(User user) {
    Session session = People.session(user);
    return accounts
        .start(session, People.token(), clock.instant().plus(People.MONTH), user.passwordHash())
        .orElseThrow();
  }

  String token(Caller caller) {
    return tokens.issue(caller).value();
  }

  String ticket(Caller caller) {
    return authentication.issueTicket(caller).token().reveal();
  }

  /// A raw socket of a new user, open.
  RawSocket open() throws Exception {
    return open(signIn());
  }

  RawSocket open(Caller caller) throws Exception {
    RawSocket socket = new RawSocket(port(), PATH, "Authorization: Bearer " + token(caller));
    if (socket.status() != 101) {
      throw new AssertionError(socket.head());
    }
    return socket;
  }

  int port() {
    return server.port();
  }

  URI http(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /// Waits until so many sockets are open as the server counts them.
  void awaitSockets(int count) {
    await("sockets", sockets::size, count);
  }

  /// Waits until so many runs may be resumed.
  void awaitResumableRuns(int count) {
    await("resumable runs", sockets::resumableRuns, count);
  }

  private static void await(String what, IntSupplier actual, int count) {
    long start = System.nanoTime();
    while (actual.getAsInt() != count) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError(actual.getAsInt() + " " + what + ", not " + count);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  void stop() {
    server.stopGracefully();
  }

  @Override
  public void close() {
    server.close();
  }
}
