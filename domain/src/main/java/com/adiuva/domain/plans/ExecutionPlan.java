package com.adiuva.domain.plans;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.List;

/// Steps for a client to carry out in order.
///
/// @param id a playbook's name, or a UUID
/// @param agent whose work it is
public record ExecutionPlan(
    String id, String name, String description, String agent, List<PlanStep> steps) {

  public ExecutionPlan {
    steps = List.copyOf(steps);
    for (int i = 0; i < steps.size(); i++) {
      Integer from = steps.get(i).dataFromStep();
      if (from != null && (from < 0 || from >= i)) {
        throw new InvalidValueException(
            "invalid_plan",
            "step " + i + " takes data from step " + from + ", which is not before");
      }
    }
  }

  /// Without the steps, which may carry content.
  @Override
  public String toString() {
    return "ExecutionPlan[" + agent + ", " + steps.size() + " steps]";
  }
}
