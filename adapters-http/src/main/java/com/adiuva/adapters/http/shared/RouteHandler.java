package com.adiuva.adapters.http.shared;

/// Answers one matched and authorised request. A [com.adiuva.domain.shared.ProblemException]
/// becomes its problem details, anything else thrown a 500 without content.
@FunctionalInterface
public interface RouteHandler {
  void handle(Exchange exchange);
}
