package com.adiuva.domain.plans;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.regex.Pattern;

/// The public name of a prompt template; the prompt itself never leaves the server.
///
/// @param value such as `tpl_note_weekly_summary`
public record TemplateId(String value) {
  private static final Pattern ID = Pattern.compile("tpl_[a-z0-9_]{1,60}");

  public TemplateId {
    if (!ID.matcher(value).matches()) {
      throw new InvalidValueException(
          "unknown_template", "must be the id of a template, such as tpl_task_agent_default");
    }
  }

  /// The template that an agent's plans begin with.
  public static TemplateId defaultOf(String agent) {
    return new TemplateId("tpl_" + agent + "_default");
  }

  @Override
  public String toString() {
    return value;
  }
}
