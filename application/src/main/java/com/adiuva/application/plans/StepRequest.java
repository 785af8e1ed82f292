package com.adiuva.application.plans;

import com.adiuva.domain.plans.TemplateId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A step to run.
///
/// @param variables by name; unknown names are ignored
/// @param data what else the template shall work on, such as an earlier step's records, as in
///   [com.adiuva.domain.shared.JsonObject]'s values
public record StepRequest(
    TemplateId template, Map<String, String> variables, @Nullable Object data) {
  public StepRequest {
    variables = Map.copyOf(variables);
  }

  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /// Without the content.
  @Override
  public String toString() {
    return "StepRequest[" + template + "]";
  }
}
