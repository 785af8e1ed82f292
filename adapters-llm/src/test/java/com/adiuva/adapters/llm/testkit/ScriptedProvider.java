package com.adiuva.adapters.llm.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server on the loopback address that speaks as a provider does (OpenAI's chat completions if
/// nothing else is said) and does what the test tells it: give [#baseUrl] as `OPENAI_BASE_URL`.
///
/// Requests for a schema-bound answer (a router's) and all others are answered from two queues, so
/// a test scripts what an agent's model says and need not care for the router before it. When a
/// queue is empty, the form is filled with the agent of [#routeTo], and everything else gets the
/// reply of [#otherwise].
public final class ScriptedProvider implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final Queue<Reply> formReplies = new ConcurrentLinkedQueue<>();
  private final List<ProviderRequest> seen = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<ProviderRequest> arrivals = new LinkedBlockingQueue<>();
  private volatile Function<ProviderRequest, Reply> otherwise =
      request -> Reply.text("It ", "is ", "done.");
  private volatile String agent = "task_agent";
  private volatile boolean remembers = true;

  private final Dialect dialect;

  private ScriptedProvider(ServerSocket listener, Dialect dialect) {
    this.listener = listener;
    this.dialect = dialect;
  }

  /// Starts on a free port.
  public static ScriptedProvider start() {
    return start(new OpenAiDialect());
  }

  /// Starts one that speaks as another provider.
  @SuppressWarnings("AddressSelection") // one address of this machine, not of another
  public static ScriptedProvider start(Dialect dialect) {
    try {
      ScriptedProvider provider =
          new ScriptedProvider(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), dialect);
      Thread.ofVirtual().name("scripted-provider").start(provider::acceptAll);
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// With the version, as clients of the protocol want it.
  public String baseUrl() {
    return "http://127.0.0.1:" + listener.getLocalPort() + dialect.basePath();
  }

  /// What to do with the next requests that ask for text or tool calls, in order.
  public ScriptedProvider reply(Reply... next) {
    replies.addAll(List.of(next));
    return this;
  }

  /// What to do with the next requests that ask for a schema-bound answer, in order.
  public ScriptedProvider replyToForm(Reply... next) {
    formReplies.addAll(List.of(next));
    return this;
  }

  /// The word that schema-bound answers consist of when nothing else is scripted.
  public ScriptedProvider routeTo(String agentName) {
    agent = agentName;
    return this;
  }

  /// What to do with text requests when nothing is queued.
  public ScriptedProvider otherwise(Function<ProviderRequest, Reply> reply) {
    otherwise = reply;
    return this;
  }

  /// Forgets all requests and remembers no more of them: for long runs.
  public ScriptedProvider forgetting() {
    remembers = false;
    seen.clear();
    arrivals.clear();
    return this;
  }

  /// The oldest request not taken yet; waits up to ten seconds for one.
  public ProviderRequest take() throws InterruptedException {
    ProviderRequest request = arrivals.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request arrived");
    }
    return request;
  }

  /// All requests so far, in order of arrival.
  public List<ProviderRequest> requests() {
    return List.copyOf(seen);
  }

  /// How many connections are open now.
  public int openConnections() {
    return connections.size();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        Thread.ofVirtual().name("scripted-connection").start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  /// Reads requests for as long as the client stays. While a reply is being written this thread
  /// waits for the next request, so it sees at once when the client closes instead.
  private void serve(Socket socket) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (ProviderRequest request = read(in, closed);
          request != null;
          request = read(in, closed)) {
        ProviderRequest current = request;
        if (remembers) {
          seen.add(current);
        }
        Reply reply = choose(current);
        if (remembers) {
          arrivals.add(current);
        }
        Thread.ofVirtual().name("scripted-reply").start(() -> answer(socket, current, reply));
      }
    } catch (IOException e) {
      // a client that resets has gone as well
    } finally {
      connections.remove(socket);
      closed.complete(null);
    }
  }

  private Reply choose(ProviderRequest request) {
    boolean form = dialect.wantsForm(request);
    Reply next = form ? formReplies.poll() : replies.poll();
    if (next != null) {
      return next;
    }
    return form
        ? Reply.json(FormFiller.fill(dialect.formSchema(request), agent))
        : otherwise.apply(request);
  }

  private void answer(Socket socket, ProviderRequest request, Reply reply) {
    try {
      reply.write(new Wire(socket, request.closed()), dialect, request);
      request.answered().complete(null);
    } catch (IOException e) {
      request.answered().completeExceptionally(e);
    }
  }

  private static @Nullable ProviderRequest read(InputStream in, CompletableFuture<Void> closed)
      throws IOException {
    long arrivedAt = arrival(in);
    String head = readHead(in);
    if (head.isEmpty()) {
      return null;
    }
    String[] lines = head.split("\r\n", -1);
    String[] start = lines[0].split(" ", -1);
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), UTF_8);
    return new ProviderRequest(
        arrivedAt,
        start[0],
        start[1],
        Map.copyOf(headers),
        body,
        closed,
        new CompletableFuture<>());
  }

  /// Waits for the first byte of what comes next, or the end.
  private static long arrival(InputStream in) throws IOException {
    in.mark(1);
    if (in.read() >= 0) {
      in.reset();
    }
    return System.nanoTime();
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(ISO_8859_1);
  }
}
