package com.adiuva.application.chat;

import com.adiuva.application.chat.agents.Arguments;
import com.adiuva.application.limits.PromptLimits;
import com.adiuva.application.plans.PromptTemplate;
import com.adiuva.application.plans.StepRequest;
import com.adiuva.application.plans.StepResult;
import com.adiuva.application.plans.Templates;
import com.adiuva.application.shared.Prompts;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.billing.Entitlements;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.TokenEstimate;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Violation;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs one step of a plan: a template with its variables, which are data to the model and nothing
/// else. It keeps nothing.
public final class StepRunner {
  private static final int MOST_RECORDS = 200;
  private static final int LONGEST_VARIABLE = 100_000;

  /// Providers insist on a user's part in the conversation; the user's own words are in the data.
  static final Message.FromUser GO =
      new Message.FromUser(Prompts.read(StepRunner.class, "step.md"));

  private final Templates templates;
  private final LanguageModel model;
  private final BiFunction<Caller, ChatContext, AgentContext> contexts;
  private final Runs runs;

  /// Begins what the model calls of a step go through.
  @FunctionalInterface
  interface Runs {
    /// @param given what of the step is the client's
    Run of(Caller caller, JsonObject given, Cancellation cancellation);
  }

  /// @param contexts what a request's agents know
  /// @param runs what a request's model calls go through
  StepRunner(
      Templates templates,
      LanguageModel model,
      BiFunction<Caller, ChatContext, AgentContext> contexts,
      Runs runs) {
    this.templates = templates;
    this.model = model;
    this.contexts = contexts;
    this.runs = runs;
  }

  /// Runs a step; blocks until the result is there.
  ///
  /// @throws ProblemException with `ValidationFailed` naming what is unknown, missing or too long;
  ///   `FeatureNotAvailable` when the template's agent is not the caller's; `LlmUnavailable`,
  ///   `LlmFailed`, also when the model's answer has not the form of the records, `LlmTimeout` or
  ///   `BudgetExceeded`
  /// @throws java.util.concurrent.CancellationException when cancelled
  public StepResult run(Caller caller, StepRequest step, Cancellation cancellation) {
    PromptTemplate template = checked(step);
    requireAgent(caller, template.spec().agent());
    AgentContext context = contexts.apply(caller, ChatContext.empty(zone(step)));
    JsonObject facts = facts(step, template, context);
    requireRoom(facts);
    Run run = runs.of(caller, given(step), cancellation);
    ToolSpec form = template.form();
    Completion completion =
        run.ask(
            model,
            List.of(new Message.Instructions(template.prompt(), facts), GO),
            List.of(),
            form,
            piece -> {});
    if (form == null) {
      return text(completion.text(), run);
    }
    List<JsonObject> records =
        records(completion.structured(), form, template, step, context).stream()
            .map(run.protection()::json)
            .toList();
    // Once more as a whole: each title alone may be short enough for what all of them are not.
    String output = run.protection().text(titles(records, template));
    return new StepResult(output, records, run.usage());
  }

  private PromptTemplate checked(StepRequest step) {
    PromptTemplate template =
        templates
            .find(step.template())
            .orElseThrow(() ->
                invalid(
                    new Violation(
                        List.of("body", "prompt_template"),
                        "there is no template of this id",
                        "unknown_template")));
    List<Violation> violations = new ArrayList<>();
    for (String name : template.spec().required()) {
      if (!step.variables().containsKey(name)) {
        violations.add(violation(name, "is required by this template", "missing"));
      }
    }
    step.variables()
        .forEach((name, value) -> {
          if (template.spec().variable(name).isPresent()
              && value.codePointCount(0, value.length()) > LONGEST_VARIABLE) {
            violations.add(
                violation(
                    name,
                    "must be at most " + LONGEST_VARIABLE + " characters",
                    "string_too_long"));
          }
        });
    if (!violations.isEmpty()) {
      throw invalid(violations.toArray(Violation[]::new));
    }
    return template;
  }

  private static Violation violation(String variable, String message, String type) {
    return new Violation(List.of("body", "variables", variable), message, type);
  }

  private static ProblemException invalid(Violation... violations) {
    return new ProblemException(new Problem.ValidationFailed(List.of(violations)));
  }

  private static void requireAgent(Caller caller, String agent) {
    if (!Entitlements.of(caller.tier()).includesAgent(agent)) {
      throw new ProblemException(
          new Problem.FeatureNotAvailable(
              agent, caller.tier().wireName(), Entitlements.cheapestWithAgent(agent).wireName()));
    }
  }

  /// What of a step is the client's.
  private static JsonObject given(StepRequest step) {
    JsonObject.Builder all = JsonObject.builder();
    step.variables().forEach(all::put);
    return all.putIfPresent("data", step.data()).build();
  }

  private static void requireRoom(JsonObject facts) {
    if (TokenEstimate.ofJson(facts) > PromptLimits.STEP) {
      throw invalid(
          new Violation(
              List.of("body"),
              "variables and data are more than a model can read at once; send less",
              "too_long"));
    }
  }

  private static JsonObject facts(StepRequest step, PromptTemplate template, AgentContext context) {
    JsonObject.Builder variables = JsonObject.builder();
    template
        .spec()
        .variables()
        .forEach(variable -> variables.put(variable.name(), step.variable(variable.name())));
    JsonObject facts =
        Conversation.facts(context, List.of())
            .with("template", template.spec().id().value())
            .with("variables", variables.build());
    return step.data() == null ? facts : facts.with("data", step.data());
  }

  private static ZoneId zone(StepRequest step) {
    try {
      return ZoneId.of(step.variable("timezone"));
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  private static StepResult text(String text, Run run) {
    if (text.isBlank()) {
      throw new ProblemException(new Problem.LlmFailed());
    }
    return new StepResult(run.protection().text(text.strip()), List.of(), run.usage());
  }

  private static List<JsonObject> records(
      @Nullable JsonObject answer,
      ToolSpec form,
      PromptTemplate template,
      StepRequest step,
      AgentContext context) {
    if (answer == null || !form.violations(answer).isEmpty()) {
      throw new ProblemException(new Problem.LlmFailed());
    }
    List<JsonObject> given =
        answer.objects(PromptTemplate.RECORDS).stream()
            .limit(MOST_RECORDS)
            .map(StepRunner::withoutBlanks)
            .toList();
    if (given.stream().anyMatch(record -> Arguments.wrongWith(record) != null)) {
      throw new ProblemException(new Problem.LlmFailed());
    }
    return given.stream().map(record -> completed(record, template, step, context)).toList();
  }

  /// Models that have to fill in every field write these for "not given".
  private static JsonObject withoutBlanks(JsonObject given) {
    JsonObject.Builder record = JsonObject.builder();
    given
        .fields()
        .forEach((name, value) -> {
          if (value != null && !value.equals("") && !value.equals(-1L)) {
            record.put(name, value);
          }
        });
    return record.build();
  }

  /// What the model gave, an id, and what every record of this template has.
  private static JsonObject completed(
      JsonObject given, PromptTemplate template, StepRequest step, AgentContext context) {
    JsonObject.Builder record = JsonObject.builder().put("id", context.newId());
    given.fields().forEach(record::put);
    template.constants().fields().forEach(record::put);
    for (String name : template.carried()) {
      String value = step.variable(name);
      if (!value.isBlank()) {
        record.put(name, value.strip());
      }
    }
    return record.build();
  }

  private static String titles(List<JsonObject> records, PromptTemplate template) {
    return records.stream()
        .map(record -> "- " + record.text(template.titleField()).orElse(""))
        .collect(Collectors.joining("\n"));
  }
}
