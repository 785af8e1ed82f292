package com.adiuva.application.plans;

import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;

/// What running a step gave.
///
/// @param output text; empty when there was nothing to find
/// @param records empty when the template yields text, or when there was nothing to find
public record StepResult(String output, List<JsonObject> records, Usage usage) {
  public StepResult {
    records = List.copyOf(records);
  }

  /// Without the content.
  @Override
  public String toString() {
    return "StepResult[" + records.size() + " records]";
  }
}
