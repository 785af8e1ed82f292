package com.adiuva.adapters.http.sockets;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// What the engine tells about one connection, in our words. Nothing here blocks: these are the
/// engine's threads. Public only because the engine calls it by reflection.
public final class SocketEndpoint implements Session.Listener {
  private final Function<Session, SocketSession> opening;
  private volatile @Nullable SocketSession session;

  /// @param opening makes the session once the handshake is done
  public SocketEndpoint(Function<Session, SocketSession> opening) {
    this.opening = opening;
  }

  @Override
  public void onWebSocketOpen(Session connection) {
    SocketSession opened = opening.apply(connection);
    session = opened;
    opened.start();
  }

  @Override
  public void onWebSocketText(String message) {
    SocketSession current = session;
    if (current != null) {
      current.text(message);
    }
  }

  @Override
  public void onWebSocketPartialBinary(ByteBuffer payload, boolean last, Callback callback) {
    // The first part is enough: the whole may be too large to gather, or never come.
    callback.succeed();
    SocketSession current = session;
    if (current != null) {
      current.close(SocketSession.UNSUPPORTED_DATA, "text frames only");
    }
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    SocketSession current = session;
    if (current != null) {
      current.pong();
    }
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    SocketSession current = session;
    if (current != null) {
      current.gone();
    }
  }

  @Override
  public void onWebSocketClose(int statusCode, @Nullable String reason, Callback callback) {
    SocketSession current = session;
    if (current != null) {
      current.disconnected();
    }
    callback.succeed();
  }
}
