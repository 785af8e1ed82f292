package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.plans.PlanJson;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.adapters.http.shared.StoppableCalls;
import com.adiuva.application.chat.Assistant;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.plans.ExecutionPlan;
import java.time.Duration;

/// `POST /chat`: one message, one whole answer, or in plan mode a plan. That a client went away is
/// noticed at once only over the socket.
public final class ChatRoutes implements RouteGroup {
  private final Assistant assistant;
  private final StoppableCalls running;

  public ChatRoutes(Assistant assistant) {
    this(assistant, new StoppableCalls());
  }

  ChatRoutes(Assistant assistant, Duration grace) {
    this(assistant, new StoppableCalls(grace));
  }

  private ChatRoutes(Assistant assistant, StoppableCalls running) {
    this.assistant = assistant;
    this.running = running;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/chat", Access.AUTHENTICATED, this::chat);
  }

  @Override
  public void stopping() {
    running.stopping();
  }

  private void chat(Exchange exchange) {
    ChatRequest request = ChatRequestReader.read(exchange.jsonBody());
    ChatAnswer answer =
        running.call(
            cancellation -> assistant.chat(exchange.caller(), request, event -> {}, cancellation));
    ExecutionPlan plan = answer.plan();
    exchange.respond(200, plan == null ? ChatJson.write(answer, Json.object()) : PlanJson.of(plan));
  }
}
