package com.adiuva.domain.plans;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step of a plan.
///
/// @param promptTemplate there on `llm` steps, and only there
/// @param variables what the template is given, where empty means that the client fills it in; on a
///   data step its `table` and the fields that every record of it has
/// @param dataFromStep the zero-based index of the earlier step whose result this one works on
public record PlanStep(
    StepAction action,
    @Nullable TemplateId promptTemplate,
    Map<String, String> variables,
    @Nullable Integer dataFromStep) {
  /// The variable that names a data step's table.
  public static final String TABLE = "table";

  public PlanStep {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    if ((action == StepAction.LLM) != (promptTemplate != null)) {
      throw new InvalidValueException("invalid_plan", "llm steps, and only they, have a template");
    }
    if (action.needsTable() && variables.getOrDefault(TABLE, "").isBlank()) {
      throw new InvalidValueException("invalid_plan", "a data step names its table");
    }
  }

  /// Without the variables, which may carry content.
  @Override
  public String toString() {
    return "PlanStep[" + action.wireName() + "]";
  }
}
