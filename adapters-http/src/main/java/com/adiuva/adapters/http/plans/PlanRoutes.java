package com.adiuva.adapters.http.plans;

import com.adiuva.adapters.http.json.FieldValue;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Exchange;
import com.adiuva.adapters.http.shared.RouteGroup;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.adapters.http.shared.StoppableCalls;
import com.adiuva.application.chat.StepRunner;
import com.adiuva.application.plans.Plans;
import com.adiuva.application.plans.StepRequest;
import com.adiuva.application.plans.StepResult;
import com.adiuva.domain.plans.TemplateId;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;

/// The playbooks, the caller's own plans, and `POST /plans/steps/run`.
public final class PlanRoutes implements RouteGroup {
  private final Plans plans;
  private final StepRunner steps;
  private final StoppableCalls running = new StoppableCalls();

  public PlanRoutes(Plans plans, StepRunner steps) {
    this.plans = plans;
    this.steps = steps;
  }

  @Override
  public void addTo(Routes routes) {
    routes.get("/plans/playbook", Access.AUTHENTICATED, this::list);
    routes.get("/plans/playbook/{plan_id}", Access.AUTHENTICATED, this::find);
    routes.post("/plans/steps/run", Access.AUTHENTICATED, this::run);
  }

  @Override
  public void stopping() {
    running.stopping();
  }

  private void list(Exchange exchange) {
    ArrayNode list = Json.array();
    plans.playbooks(exchange.caller()).forEach(plan -> list.add(PlanJson.of(plan)));
    exchange.respond(200, list);
  }

  private void find(Exchange exchange) {
    exchange.respond(
        200, PlanJson.of(plans.find(exchange.caller(), exchange.pathParam("plan_id"))));
  }

  private void run(Exchange exchange) {
    Fields body = exchange.jsonBody();
    FieldValue<TemplateId> template = body.parse("prompt_template", TemplateId::new);
    Map<String, String> variables = body.texts("variables");
    Object data = body.optionalAny("data");
    body.check();
    StepRequest step = new StepRequest(template.get(), variables, data);
    StepResult result =
        running.call(cancellation -> steps.run(exchange.caller(), step, cancellation));
    exchange.respond(200, PlanJson.of(result));
  }
}
