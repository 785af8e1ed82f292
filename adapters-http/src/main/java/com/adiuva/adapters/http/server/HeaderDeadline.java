package com.adiuva.adapters.http.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

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
    private Scheduler.@Nullable Task deadline;

    TimedConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    @Override
    public void onFillable() {
      super.onFillable();
      boolean betweenHeaders = getParser().inHeaderState() && !getParser().isStart();
      if (betweenHeaders && deadline == null) {
        deadline =
            getConnector()
                .getScheduler()
                .schedule(
                    () -> getEndPoint().close(new TimeoutException("headers took too long")),
                    seconds,
                    TimeUnit.SECONDS);
      } else if (!betweenHeaders && deadline != null) {
        deadline.cancel();
        deadline = null;
      }
    }
  }
}
