package com.adiuva.domain.plans;

import java.util.List;
import java.util.Optional;

/// What is public about a prompt template.
///
/// @param agent whose work it is; a caller whose tier lacks the agent cannot run it
/// @param yieldsRecords whether running it gives records, or text only
public record PlanTemplate(
    TemplateId id, String agent, List<Variable> variables, boolean yieldsRecords) {

  public PlanTemplate {
    variables = List.copyOf(variables);
  }

  /// Something a template is given.
  ///
  /// @param required whether the template cannot run without it, be it empty
  public record Variable(String name, boolean required) {

    public static Variable required(String name) {
      return new Variable(name, true);
    }

    public static Variable optional(String name) {
      return new Variable(name, false);
    }
  }

  public Optional<Variable> variable(String name) {
    return variables.stream().filter(variable -> variable.name().equals(name)).findFirst();
  }

  /// The names it cannot do without.
  public List<String> required() {
    return variables.stream().filter(Variable::required).map(Variable::name).toList();
  }
}
