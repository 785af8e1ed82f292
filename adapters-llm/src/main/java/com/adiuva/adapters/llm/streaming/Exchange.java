package com.adiuva.adapters.llm.streaming;

import com.adiuva.adapters.llm.http.BodyStream;
import com.adiuva.adapters.llm.http.Connection;
import com.adiuva.adapters.llm.http.Deadline;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request to a provider and its streamed answer, on the calling thread from the first byte to
/// the last; any thread may abort it at any moment, which closes the connection. Interrupting it
/// does the same where that thread is a virtual one.
///
/// What a refusing provider says is never read: it may repeat our key or the user's words.
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final String OUR_NAME = "adiuva-cloud-api";

  private final Connection connection;
  private final String modelName;
  private final Deadline firstByte;
  private final Deadline whole;
  private final BodyStream body;
  private final Predicate<ServerSentEvent> isLast;
  private volatile boolean aborted;
  private boolean accepted;
  private boolean lastEventSeen;
  private @Nullable String garbage;

  /// @param firstByte by when an answer must begin
  /// @param whole by when it must be over
  /// @param body of the answer, out of the connection
  /// @param isLast whether a provider of this kind says nothing more after an event
  Exchange(
      Connection connection,
      String modelName,
      Deadline firstByte,
      Deadline whole,
      BodyStream body,
      Predicate<ServerSentEvent> isLast) {
    this.connection = connection;
    this.modelName = modelName;
    this.firstByte = firstByte;
    this.whole = whole;
    this.body = body;
    this.isLast = isLast;
  }

  /// Sends the request and hands the events on until the last.
  ///
  /// @throws ProblemException when the provider fails us
  /// @throws CancellationException when aborted meanwhile, or interrupted
  void run(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    ClassicHttpResponse response = send(request);
    if (response.getCode() / 100 != 2) {
      abort();
      throw refused(ProviderFailure.of(response.getCode(), response));
    }
    accepted = true;
    listener.onOpen(SuccessfulHttpResponse.builder().statusCode(response.getCode()).build());
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

  /// Whether the provider may have worked for this: it began to answer, or had the request when we
  /// stopped waiting. For the thread that ran it.
  boolean isAccepted() {
    return accepted;
  }

  /// Whether nobody wants the rest.
  boolean isAborted() {
    return aborted;
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

  /// Any thread, any number of times.
  void abort() {
    aborted = true; // first, so that the reader takes the broken connection for our own doing
    connection.abort();
  }

  private ClassicHttpResponse send(HttpRequest request) {
    try {
      return connection.send(URI.create(request.url()), classic(request), firstByte, whole);
    } catch (IOException e) {
      boolean stopped = aborted || Thread.currentThread().isInterrupted();
      accepted = connection.isSent() && (stopped || connection.isExpired());
      if (stopped) {
        throw cancelled();
      }
      if (connection.isExpired()) {
        throw failed(new Problem.LlmTimeout(), "no answer in time");
      }
      throw failed(new Problem.LlmUnavailable(), "not reached: " + e.getClass().getSimpleName());
    } catch (HttpException e) {
      throw failed(new Problem.LlmFailed(), "no HTTP answer: " + e.getClass().getSimpleName());
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("the call to the language model was cancelled");
  }

  private ServerSentEventListener watchingForTheLast(ServerSentEventListener listener) {
    return new ServerSentEventListener() {
      @Override
      public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        if (aborted || event.data().isBlank()) {
          return; // arrived together with an event that made somebody abort
        }
        if (isLast.test(event)) {
          lastEventSeen = true;
          body.expectEnd();
        }
        try {
          listener.onEvent(event, context);
        } catch (RuntimeException e) { // the parser would log what the provider said, and go on
          garbage = "garbage in the stream: " + e.getClass().getSimpleName();
          abort();
        }
      }

      @Override
      public void onError(Throwable error) {
        // reading failed: the body knows why, and run() says so
      }
    };
  }

  private static ClassicHttpRequest classic(HttpRequest request) {
    ClassicHttpRequest classic =
        new BasicClassicHttpRequest(
            request.method().name().toUpperCase(Locale.ROOT), URI.create(request.url()));
    classic.setHeader(HttpHeaders.USER_AGENT, OUR_NAME);
    request
        .headers()
        .forEach((name, values) -> {
          classic.removeHeaders(name);
          values.forEach(value -> classic.addHeader(name, value));
        });
    byte[] bytes = request.body().getBytes(StandardCharsets.UTF_8);
    classic.setHeader(HttpHeaders.CONTENT_LENGTH, bytes.length);
    classic.setEntity(new ByteArrayEntity(bytes, null));
    return classic;
  }
}
