package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.Json;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.chat.Assistant;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatRequest;

/// `POST /chat`: one message, one whole answer.
///
/// The engine reads nothing from a connection while it works on a request of it, so over HTTP/1.1 a
/// client that goes away is not noticed before the answer is written; the use case's deadline
/// bounds what that costs. Over the socket it is noticed at once.
public final class ChatRoutes implements RouteGroup {
  private final Assistant assistant;

  public ChatRoutes(Assistant assistant) {
    this.assistant = assistant;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/chat", Access.AUTHENTICATED, this::chat);
  }

  private void chat(Exchange exchange) {
    ChatRequest request = ChatRequestReader.read(exchange.jsonBody());
    ChatAnswer answer = assistant.chat(exchange.caller(), request, event -> {}, new Cancellation());
    exchange.respond(200, ChatJson.write(answer, Json.object()));
  }
}
