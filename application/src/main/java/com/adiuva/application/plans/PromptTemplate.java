package com.adiuva.application.plans;

import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.plans.PlanTemplate;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A template with what running it takes.
///
/// @param table the client's table that its result is for
/// @param prompt never leaves the server
/// @param fields of each record; empty for a template that yields text
/// @param constants what every record has beside what the model gives
/// @param carried the variables that every record carries where they are filled in
public record PromptTemplate(
    PlanTemplate spec,
    String table,
    String prompt,
    List<Parameter> fields,
    JsonObject constants,
    List<String> carried) {
  /// The field of the answer form that holds the records.
  public static final String RECORDS = "records";

  public PromptTemplate {
    fields = List.copyOf(fields);
    carried = List.copyOf(carried);
  }

  /// The form of the model's answer, or null for plain text.
  public @Nullable ToolSpec form() {
    return spec.yieldsRecords()
        ? new ToolSpec(
            "records_for_" + table,
            "The records that shall be created.",
            List.of(Parameter.objects(RECORDS, "one object for each record", fields)))
        : null;
  }

  /// The field by which a person knows a record, for a template that yields records.
  public String titleField() {
    return fields.get(0).name();
  }

  /// Without the prompt.
  @Override
  public String toString() {
    return "PromptTemplate[" + spec.id() + "]";
  }
}
