package com.adiuva.adapters.http.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/// Reads the frames of open sockets on the selectors' own threads, as nothing that hears them
/// blocks. The engine would start a virtual thread for each frame (jetty.project#13377), and new
/// ones wait behind those that run already: on a busy machine a cancel frame was read 0.3 s late,
/// and what it should have ended went on meanwhile.
final class SocketConnector extends ServerConnector {
  SocketConnector(Server server, ConnectionFactory... factories) {
    super(server, factories);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint endPoint = new SocketEndPoint(channel, selector, key, getScheduler());
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /// Once its connection is a socket, nothing that it does blocks.
  private static final class SocketEndPoint extends SocketChannelEndPoint {
    /// Bytes after which the others of this selector have their turn: as long as there are some,
    /// whoever sends nothing but frames that need no answer would have it for himself.
    private static final int MOST_AT_ONCE = 16 * 1024;

    private int allowance = MOST_AT_ONCE;

    SocketEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
      super(channel, selector, key, scheduler);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
      if (!isSocket()) {
        return super.fill(buffer);
      }
      if (allowance <= 0) {
        return 0;
      }
      int filled = super.fill(buffer);
      allowance -= filled;
      return filled;
    }

    @Override
    public void fillInterested(Callback callback) {
      allowance = MOST_AT_ONCE;
      super.fillInterested(isSocket() ? quick(callback) : callback);
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
      super.write(isSocket() ? quick(callback) : callback, buffers);
    }

    private boolean isSocket() {
      return getConnection() instanceof WebSocketConnection;
    }

    private static Callback quick(Callback callback) {
      return Callback.from(InvocationType.NON_BLOCKING, callback::succeeded, callback::failed);
    }
  }
}
