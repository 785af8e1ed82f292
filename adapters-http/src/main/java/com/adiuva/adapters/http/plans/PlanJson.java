package com.adiuva.adapters.http.plans;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.json.WellFormed;
import com.adiuva.application.plans.StepResult;
import com.adiuva.domain.plans.ExecutionPlan;
import com.adiuva.domain.plans.PlanStep;
import com.adiuva.domain.plans.TemplateId;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Plans as the wire says them.
public final class PlanJson {
  private PlanJson() {}

  public static ObjectNode of(ExecutionPlan plan) {
    ObjectNode target =
        Json.object()
            .put("id", plan.id())
            .put("name", plan.name())
            .put("description", plan.description())
            .put("agent", plan.agent());
    ArrayNode steps = target.putArray("steps");
    plan.steps().forEach(step -> write(step, steps.addObject()));
    return target;
  }

  private static void write(PlanStep step, ObjectNode target) {
    TemplateId template = step.promptTemplate();
    target.put("action", step.action().wireName());
    target.put("prompt_template", template == null ? null : template.value());
    ObjectNode variables = target.putObject("variables");
    step.variables().forEach((name, value) -> variables.put(name, WellFormed.text(value)));
    target.put("data_from_step", step.dataFromStep());
  }

  static ObjectNode of(StepResult result) {
    ObjectNode target = Json.object().put("output", WellFormed.text(result.output()));
    ArrayNode records = target.putArray("records");
    result.records().forEach(record -> records.add(Json.fromDomain(WellFormed.object(record))));
    target
        .putObject("usage")
        .put("input_tokens", result.usage().inputTokens())
        .put("output_tokens", result.usage().outputTokens());
    return target;
  }
}
