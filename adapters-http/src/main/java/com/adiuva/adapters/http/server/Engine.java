package com.adiuva.adapters.http.server;

import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// How the engine is set up; as it comes it is not safe for us.
final class Engine {
  private static final int HEADER_BYTES = 8 * 1024;
  private static final int HEADER_SECONDS = 10;
  private static final long IDLE_MILLIS = 30_000;
  private static final int PLATFORM_THREADS = 32;

  /// The usual 50 overflow when everybody reconnects at once, and each who is dropped loses a
  /// second.
  private static final int ACCEPT_QUEUE = 1024;

  private Engine() {}

  static void configure(JavalinConfig config, HttpSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.router.ignoreTrailingSlashes = false;
    config.router.treatMultipleSlashesAsSingleSlash = false;
    config.router.caseInsensitiveRoutes = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = threads();
    config.jetty.modifyHttpConfiguration(Engine::harden);
    config.jetty.addConnector((server, http) -> connector(server, http, settings));

    Edge edge = new Edge(new Cors(settings.corsOrigins()));
    ErrorAnswers errors = new ErrorAnswers(edge);
    config.jetty.modifyServer(server -> {
      server.setStopTimeout(settings.stopTimeout().toMillis());
      server.insertHandler(new GracefulHandler());
      server.insertHandler(edge);
      server.setErrorHandler(errors);
      server.setRequestLog(new AccessLog());
    });
    config.jetty.modifyServletContextHandler(context -> {
      context.setErrorHandler(errors);
      context.addFilter(new PlainUpgrades(), "/*", EnumSet.of(DispatcherType.REQUEST));
    });
  }

  /// A few platform threads for the selectors; every request gets a virtual thread of its own.
  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
    return threads;
  }

  private static void harden(HttpConfiguration http) {
    // Javalin asks for LEGACY, which lets encoded slashes, dots and empty segments through.
    http.setUriCompliance(UriCompliance.RFC3986);
    // A bare line feed ends no line: whoever stands before us may see one request where we saw two.
    http.setHttpCompliance(
        HttpCompliance.RFC7230.without(
            "NO_BARE_LF", HttpCompliance.Violation.LF_HEADER_TERMINATION));
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
  }

  private static Connector connector(Server server, HttpConfiguration http, HttpSettings settings) {
    ServerConnector connector =
        new SocketConnector(server, new HeaderDeadline(http, HEADER_SECONDS));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.addBean(new NetworkConnectionLimit(settings.maxConnections(), connector));
    return connector;
  }
}
