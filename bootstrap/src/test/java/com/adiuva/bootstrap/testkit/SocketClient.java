package com.adiuva.bootstrap.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The chat socket as a client sees it, frame by frame.
public final class SocketClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final WebSocket socket;
  private final Listener listener;

  private SocketClient(HttpClient http, WebSocket socket, Listener listener) {
    this.http = http;
    this.socket = socket;
    this.listener = listener;
  }

  /// Opens a socket of version 1 with the token in the header.
  ///
  /// @param url of the server, without the base path
  public static SocketClient open(String url, String token) throws IOException {
    return open(url, token, List.of());
  }

  /// The same of version 2.
  public static SocketClient openLive(String url, String token) throws IOException {
    return open(url, token, List.of("adiuva.chat.v2"));
  }

  private static SocketClient open(String url, String token, List<String> protocols)
      throws IOException {
    HttpClient http = HttpClient.newHttpClient();
    Listener listener = new Listener();
    URI uri = URI.create("ws" + url.substring("http".length()) + "/api/v1/chat/stream");
    try {
      WebSocket.Builder builder =
          http.newWebSocketBuilder().header("Authorization", "Bearer " + token);
      protocols.forEach(builder::subprotocols);
      WebSocket socket = builder.buildAsync(uri, listener).join();
      return new SocketClient(http, socket, listener);
    } catch (CompletionException e) {
      http.shutdownNow();
      throw new IOException("the socket did not open", e);
    }
  }

  public void send(String text) {
    socket.sendText(text, true).join();
  }

  /// The next text frame.
  public String frame() throws IOException, InterruptedException {
    String frame = listener.frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (frame == null) {
      throw new IOException("the socket fell silent");
    }
    return frame;
  }

  /// The next text frame as JSON.
  public JsonNode json() throws IOException, InterruptedException {
    return ApiClient.JSON.readTree(frame());
  }

  /// The next text frame as JSON; null when none comes in this time.
  public @Nullable JsonNode jsonWithin(Duration time) throws IOException, InterruptedException {
    String frame = listener.frames.poll(time.toNanos(), TimeUnit.NANOSECONDS);
    return frame == null ? null : ApiClient.JSON.readTree(frame);
  }

  /// Sends a frame of version 2.
  public void send(Map<String, ?> frame) {
    send(ApiClient.JSON.valueToTree(frame).toString());
  }

  /// Completes with the close code when the server closes.
  public CompletableFuture<Integer> closed() {
    return listener.closed;
  }

  /// Drops the connection without a word.
  public void abort() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    http.close();
  }

  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder unfinished = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      unfinished.append(data);
      if (last) {
        frames.add(unfinished.toString());
        unfinished.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(
        WebSocket webSocket, int statusCode, String reason) {
      closed.complete(statusCode);
      return null;
    }
  }
}
