package com.adiuva.adapters.llm.streaming;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request to a provider and its streamed answer, on the calling thread from the first byte to
/// the last; any thread may close it at any moment, which closes the connection.
///
/// What a refusing provider says is never read: it may repeat our key or the user's words.
final class Exchange implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final HttpClient client;
  private final String modelName;
  private final Deadline firstByte;
  private final BodyStream body;
  private volatile boolean closed;
  private volatile boolean answering;
  private volatile @Nullable CompletableFuture<?> pending;
  private final Predicate<ServerSentEvent> isLast;
  private boolean lastEventSeen;
  private @Nullable String garbage;

  /// @param firstByte by when an answer must begin
  /// @param isLast whether a provider of this kind says nothing more after an event
  Exchange(
      HttpClient client,
      String modelName,
      Deadline firstByte,
      BodyStream body,
      Predicate<ServerSentEvent> isLast) {
    this.client = client;
    this.modelName = modelName;
    this.firstByte = firstByte;
    this.body = body;
    this.isLast = isLast;
  }

  /// Sends the request and hands the events on until the last.
  ///
  /// @throws ProblemException when the provider fails us
  /// @throws CancellationException when closed meanwhile, or interrupted
  void run(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    HttpResponse<BodyStream> response = send(request);
    if (response.statusCode() / 100 != 2) {
      close();
      throw refused(ProviderFailure.of(response.statusCode(), response.headers()));
    }
    listener.onOpen(SuccessfulHttpResponse.builder().statusCode(response.statusCode()).build());
    parser.parse(body, watchingForTheLast(listener));
    Problem problem = body.failure();
    if (problem != null) {
      throw failed(problem, body.reason());
    }
    String wrong = garbage;
    if (wrong != null) {
      throw failed(new Problem.LlmFailed(), wrong);
    }
    if (!body.ended()) {
      throw cancelled();
    }
    listener.onClose();
  }

  /// Whether the provider marked its answer as complete; for the thread that ran it.
  boolean lastEventSeen() {
    return lastEventSeen;
  }

  /// Whether nobody wants the rest.
  boolean isClosed() {
    return closed;
  }

  /// Logs in our own words and makes the exception, which says nothing of the provider's. Asking
  /// again may help.
  ProblemException failed(Problem problem, String why) {
    return failed(problem, ProviderFailure.passing(why));
  }

  /// The same when asking again will not help.
  ProblemException failedForGood(Problem problem, String why) {
    return failed(problem, ProviderFailure.lasting(why));
  }

  private ProblemException failed(Problem problem, ProviderFailure failure) {
    LOG.warn("{}: {} ({})", modelName, problem.code(), failure.getMessage());
    return new ProblemException(problem, failure);
  }

  private ProblemException refused(ProviderFailure refusal) {
    if (refusal.isAboutOurKey()) {
      LOG.error("{}: the provider refuses our key ({})", modelName, refusal.getMessage());
    }
    return failed(new Problem.LlmFailed(), refusal);
  }

  @Override
  public void close() {
    closed = true;
    body.close(); // first, so that the reader takes the broken connection for our own doing
    CompletableFuture<?> waiting = pending;
    if (waiting != null) {
      waiting.cancel(true);
    }
  }

  private HttpResponse<BodyStream> send(HttpRequest request) {
    CompletableFuture<HttpResponse<BodyStream>> sent =
        client.sendAsync(
            jdkRequest(request),
            info -> {
              answering = true;
              return body;
            });
    pending = sent;
    if (closed) {
      sent.cancel(true);
    }
    try {
      return sent.get(firstByte.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      close();
      throw failed(new Problem.LlmTimeout(), "no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw cancelled();
    } catch (ExecutionException e) {
      if (closed) {
        throw cancelled();
      }
      throw notAnswered(e.getCause());
    }
  }

  private ProblemException notAnswered(@Nullable Throwable cause) {
    String kind = cause == null ? "unknown" : cause.getClass().getSimpleName();
    return answering || cause instanceof ProtocolException
        ? failed(new Problem.LlmFailed(), "no HTTP answer: " + kind)
        : failed(new Problem.LlmUnavailable(), "not reached: " + kind);
  }

  private static CancellationException cancelled() {
    return new CancellationException("the call to the language model was cancelled");
  }

  private ServerSentEventListener watchingForTheLast(ServerSentEventListener listener) {
    return new ServerSentEventListener() {
      @Override
      public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        if (closed || event.data().isBlank()) {
          return; // arrived together with an event that made somebody close
        }
        if (isLast.test(event)) {
          lastEventSeen = true;
          body.expectEnd();
        }
        try {
          listener.onEvent(event, context);
        } catch (RuntimeException e) { // the parser would log what the provider said, and go on
          garbage = "garbage in the stream: " + e.getClass().getSimpleName();
          close();
        }
      }

      @Override
      public void onError(Throwable error) {
        // reading failed: the body knows why, and run() says so
      }
    };
  }

  private static java.net.http.HttpRequest jdkRequest(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(
                request.method().name().toUpperCase(Locale.ROOT),
                BodyPublishers.ofString(request.body()));
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    return builder.build();
  }
}
