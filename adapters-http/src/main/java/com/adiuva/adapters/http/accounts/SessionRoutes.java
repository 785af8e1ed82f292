package com.adiuva.adapters.http.accounts;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.LowerCaseUuid;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.accounts.Authentication;
import com.adiuva.application.accounts.SocketTicket;
import com.adiuva.domain.accounts.Session;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.node.ArrayNode;

/// The caller's sessions: this one, the others, and a ticket for a socket.
public final class SessionRoutes implements RouteGroup {
  private final Authentication authentication;

  public SessionRoutes(Authentication authentication) {
    this.authentication = authentication;
  }

  @Override
  public void addTo(Routes routes) {
    routes.post("/auth/logout", Access.AUTHENTICATED, this::logout);
    routes.get("/auth/sessions", Access.AUTHENTICATED, this::list);
    routes.delete("/auth/sessions/{id}", Access.AUTHENTICATED, this::end);
    routes.post("/auth/ws-ticket", Access.AUTHENTICATED, this::ticket);
  }

  private void logout(Exchange exchange) {
    authentication.logout(exchange.caller());
    exchange.respond(204);
  }

  private void list(Exchange exchange) {
    SessionId current = exchange.caller().session();
    ArrayNode sessions = Json.array();
    for (Session session : authentication.sessions(exchange.caller())) {
      sessions
          .addObject()
          .put("id", session.id().toString())
          .put("created_at", session.createdAt().toEpochMilli())
          .put("last_used_at", session.lastUsedAt().toEpochMilli())
          .put("user_agent", session.userAgent())
          .put("current", session.id().equals(current));
    }
    exchange.respond(200, sessions);
  }

  private void end(Exchange exchange) {
    SessionId session =
        LowerCaseUuid.parse(exchange.pathParam("id"))
            .map(SessionId::new)
            .orElseThrow(() -> new ProblemException(new Problem.NotFound("session")));
    authentication.end(exchange.caller(), session);
    exchange.respond(204);
  }

  private void ticket(Exchange exchange) {
    SocketTicket ticket = authentication.issueTicket(exchange.caller());
    exchange.respond(
        201,
        Json.object()
            .put("ticket", ticket.token().reveal())
            .put("expires_at", ticket.expiresAt().toEpochMilli()));
  }
}
