package com.adiuva.adapters.http.limits;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.QueryParameters;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.application.limits.TokenUsage;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// `GET /usage`: the caller's tokens by day and model.
public final class UsageRoutes implements RouteGroup {
  private static final int LONGEST = 366;
  private static final int USUAL = 30;

  private final TokenUsage usage;

  public UsageRoutes(TokenUsage usage) {
    this.usage = usage;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/usage", Access.AUTHENTICATED, this::usage);
  }

  private void usage(Exchange exchange) {
    QueryParameters query = exchange.query();
    int days = (int) query.integer("days", 1, LONGEST, USUAL);
    query.check();
    TokenUsage.Report report = usage.of(exchange.caller(), days);
    ObjectNode body = Json.object();
    body.put(
        "budget_tokens_per_day",
        report.budgetPerDay().isEmpty() ? null : (Long) report.budgetPerDay().getAsLong());
    ArrayNode list = body.putArray("days");
    report
        .days()
        .forEach(day ->
            list.addObject()
                .put("day", day.day().toString())
                .put("model", day.model())
                .put("input_tokens", day.usage().inputTokens())
                .put("output_tokens", day.usage().outputTokens()));
    exchange.respond(200, body);
  }
}
