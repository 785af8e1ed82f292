package com.adiuva.adapters.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/// Stands before an HTTP/1.1 server and does to requests what bad lines do. Each request has a
/// connection of its own to the server. Bodies have a length; those in chunks are not understood.
public final class FaultProxy implements AutoCloseable {
  private final URI target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Request> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<Request, Fault> faults = request -> Fault.none();

  /// @param path with its query
  /// @param length of the body
  public record Request(String method, String path, long length) {
    /// Whether it moves a part of an upload, or a whole object.
    public boolean isUpload() {
      return method.equals("PUT");
    }

    /// Whether it makes the parts of an upload one object.
    public boolean isCompletion() {
      return method.equals("POST") && path.contains("uploadId=");
    }
  }

  private FaultProxy(URI target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  public static FaultProxy before(URI target) throws IOException {
    FaultProxy proxy =
        new FaultProxy(target, new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /// From now on, decides about each request.
  public void faults(Function<Request, Fault> decide) {
    faults = decide;
  }

  /// From now on nothing happens to requests.
  public void heal() {
    faults(request -> Fault.none());
  }

  /// How many such requests came.
  public long count(Predicate<Request> which) {
    return seen.stream().filter(which).count();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket upstream = new Socket()) {
      InputStream in = client.getInputStream();
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      String[] line = head.substring(0, head.indexOf('\r')).split(" ", -1);
      Request request = new Request(line[0], line[1], length(head));
      seen.add(request);
      Fault fault = faults.apply(request);
      if (head.toLowerCase(Locale.ROOT).contains("\r\nexpect: 100-continue")) {
        client.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
      }
      switch (fault) {
        case Fault.Silence silence -> closed.await();
        case Fault.Answer answer -> answer(client, request, answer);
        default -> forward(client, upstream, head, request, fault);
      }
    } catch (IOException e) {
      // one of the two has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private static void answer(Socket client, Request request, Fault.Answer answer)
      throws IOException {
    copy(client.getInputStream(), OutputStream.nullOutputStream(), request.length(), -1);
    String body = request.method().equals("HEAD") ? "" : answer.body();
    client
        .getOutputStream()
        .write(
            ascii(
                "HTTP/1.1 %d Fault\r\nContent-Type: application/xml\r\n".formatted(answer.status())
                    + "Content-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(body.length(), body)));
  }

  private void forward(Socket client, Socket upstream, String head, Request request, Fault fault)
      throws IOException, InterruptedException {
    if (fault instanceof Fault.Delay delay
        && closed.await(delay.time().toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    upstream.connect(new InetSocketAddress(target.getHost(), target.getPort()));
    OutputStream out = upstream.getOutputStream();
    out.write(ascii(forOneRequest(head)));
    long body = fault instanceof Fault.CutRequest cut ? cut.bytes() : request.length();
    long flipped = fault instanceof Fault.FlippedBit flip ? flip.at() : -1;
    copy(client.getInputStream(), out, Math.min(body, request.length()), flipped);
    if (fault instanceof Fault.CutRequest && body < request.length()) {
      reset(client);
      reset(upstream);
      return;
    }
    InputStream answer = upstream.getInputStream();
    switch (fault) {
      case Fault.LostAnswer lost -> {
        answer.transferTo(OutputStream.nullOutputStream());
        reset(client);
      }
      case Fault.CutAnswer cut -> {
        copy(answer, client.getOutputStream(), cut.bytes(), -1);
        reset(client);
      }
      default -> answer.transferTo(client.getOutputStream());
    }
  }

  private static String forOneRequest(String head) {
    StringBuilder kept = new StringBuilder();
    for (String line : head.split("\r\n", 0)) {
      String name = line.toLowerCase(Locale.ROOT);
      if (!name.startsWith("connection:") && !name.startsWith("expect:")) {
        kept.append(line).append("\r\n");
      }
    }
    return kept + "Connection: close\r\n\r\n";
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int next = in.read();
    while (next >= 0) {
      head.append((char) next);
      if (next == '\n' && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
        return head.toString();
      }
      next = in.read();
    }
    return "";
  }

  private static long length(String head) {
    for (String line : head.split("\r\n", 0)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return 0;
  }

  private static void copy(InputStream from, OutputStream to, long bytes, long flipped)
      throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long done = 0;
    while (done < bytes) {
      int read = from.read(buffer, 0, (int) Math.min(buffer.length, bytes - done));
      if (read < 0) {
        return;
      }
      if (flipped >= done && flipped < done + read) {
        buffer[(int) (flipped - done)] ^= 1;
      }
      to.write(buffer, 0, read);
      done += read;
    }
  }

  /// Closes it so that the other side gets a reset, not an end.
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
