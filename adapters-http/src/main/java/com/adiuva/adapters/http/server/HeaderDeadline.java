package com.adiuva.adapters.http.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Makes connections that cut whoever does not finish a request's headers in time. The engine's
/// idle timeout starts anew with every byte, so one byte now and then would hold a connection for
/// ever.
final class HeaderDeadline extends HttpConnectionFactory {
  private final long seconds;

  HeaderDeadline(HttpConfiguration configuration, long seconds) {
    super(configuration);
    this.seconds = seconds;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new TimedConnection(getHttpConfiguration(), connector, endPoint), connector, endPoint);
  }

  private final class TimedConnection extends HttpConnection {
    private long timedRequest = -1;

    TimedConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    @Override
    public void onFillable() {
      super.onFillable();
      // Whole requests have been handled by now. What is left is between two requests, or within
      // the headers of the next.
      boolean withinHeaders = getParser().inHeaderState() && !getParser().isStart();
      if (withinHeaders && timedRequest != getMessagesIn()) {
        timedRequest = getMessagesIn();
        long awaited = timedRequest;
        getConnector()
            .getScheduler()
            .schedule(() -> closeUnlessBegun(awaited), seconds, TimeUnit.SECONDS);
      }
    }

    /// @param requestsBefore how many requests this connection had brought when the clock started
    private void closeUnlessBegun(long requestsBefore) {
      if (getMessagesIn() == requestsBefore) {
        getEndPoint().close(new TimeoutException("headers took too long"));
      }
    }
  }
}
