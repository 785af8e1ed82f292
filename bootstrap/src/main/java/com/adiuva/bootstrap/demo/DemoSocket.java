package com.adiuva.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The v1 chat socket as a client sees it: plain-text frames, then one JSON frame.
final class DemoSocket implements AutoCloseable {
  private final WebSocket socket;
  private final BlockingQueue<String> frames;
  private final Duration patience;

  private DemoSocket(WebSocket socket, BlockingQueue<String> frames, Duration patience) {
    this.socket = socket;
    this.frames = frames;
    this.patience = patience;
  }

  /// What one request brought: the text frames in order, and the frame that ended it.
  record Conversation(List<String> pieces, JsonNode last) {
    String joined() {
      return String.join("", pieces);
    }
  }

  static DemoSocket open(HttpClient http, URI uri, String token, Duration patience)
      throws IOException {
    Collector collector = new Collector();
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .connectTimeout(patience)
              .buildAsync(uri, collector)
              .join();
      return new DemoSocket(socket, collector.frames, patience);
    } catch (CompletionException e) {
      throw new IOException("the socket did not open", e);
    }
  }

  Conversation ask(ObjectNode request) throws IOException, InterruptedException {
    socket.sendText(request.toString(), true).join();
    List<String> pieces = new ArrayList<>();
    while (true) {
      String frame = frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (frame == null) {
        throw new IOException("the socket fell silent");
      }
      JsonNode control = controlFrame(frame);
      if (control != null) {
        return new Conversation(pieces, control);
      }
      pieces.add(frame);
    }
  }

  private static @Nullable JsonNode controlFrame(String frame) throws IOException {
    if (!frame.startsWith("{")) {
      return null;
    }
    try {
      JsonNode node = DemoClient.JSON.readTree(frame);
      return node.isObject() ? node : null;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return null; // a piece of text that happens to begin with a brace
    }
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(2, TimeUnit.SECONDS).join();
  }

  private static final class Collector implements WebSocket.Listener {
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
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
  }
}
