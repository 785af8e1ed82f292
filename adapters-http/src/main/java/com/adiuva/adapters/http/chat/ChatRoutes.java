package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.chat.Assistant;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// `POST /chat`: one message, one whole answer.
///
/// The engine reads nothing from a connection while it works on a request of it, so over HTTP/1.1 a
/// client that goes away is not noticed before the answer is written; the use case's deadline
/// bounds what that costs. Over the socket it is noticed at once.
public final class ChatRoutes implements RouteGroup {
  /// How long requests may go on after a stop was asked for: what still runs then has a few seconds
  /// to be answered before the engine cuts its connections.
  private static final Duration GRACE = Duration.ofSeconds(25);

  private final Assistant assistant;
  private final Duration grace;
  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private volatile boolean overdue;

  public ChatRoutes(Assistant assistant) {
    this(assistant, GRACE);
  }

  ChatRoutes(Assistant assistant, Duration grace) {
    this.assistant = assistant;
    this.grace = grace;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/chat", Access.AUTHENTICATED, this::chat);
  }

  @Override
  public void stopping() {
    CompletableFuture.delayedExecutor(grace.toNanos(), TimeUnit.NANOSECONDS).execute(this::giveUp);
  }

  private void giveUp() {
    overdue = true;
    running.forEach(Cancellation::cancel);
  }

  private void chat(Exchange exchange) {
    ChatRequest request = ChatRequestReader.read(exchange.jsonBody());
    Cancellation cancellation = new Cancellation();
    running.add(cancellation);
    try {
      if (overdue) {
        cancellation.cancel();
      }
      ChatAnswer answer = assistant.chat(exchange.caller(), request, event -> {}, cancellation);
      exchange.respond(200, ChatJson.write(answer, Json.object()));
    } catch (CancellationException e) {
      throw new EdgeException(EdgeProblem.SERVICE_UNAVAILABLE);
    } finally {
      running.remove(cancellation);
    }
  }
}
