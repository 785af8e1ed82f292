package com.adiuva.adapters.http.server;

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

  private static final class SocketEndPoint extends SocketChannelEndPoint {
    SocketEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
      super(channel, selector, key, scheduler);
    }

    @Override
    public void fillInterested(Callback callback) {
      super.fillInterested(
          getConnection() instanceof WebSocketConnection
              ? Callback.from(InvocationType.NON_BLOCKING, callback::succeeded, callback::failed)
              : callback);
    }
  }
}
