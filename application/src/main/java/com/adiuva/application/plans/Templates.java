package com.adiuva.application.plans;

import static com.adiuva.domain.chat.model.Parameter.Type.INTEGER;
import static com.adiuva.domain.chat.model.Parameter.Type.JSON_STRING_LIST;
import static com.adiuva.domain.chat.model.Parameter.Type.STRING;
import static com.adiuva.domain.chat.model.Parameter.optional;
import static com.adiuva.domain.chat.model.Parameter.required;

import com.adiuva.application.shared.Prompts;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.plans.PlanTemplate;
import com.adiuva.domain.plans.PlanTemplate.Variable;
import com.adiuva.domain.plans.TemplateId;
import com.adiuva.domain.shared.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The templates there are.
public final class Templates {
  private static final String RULES = Prompts.read(Templates.class, "rules.md");

  /// What the user asks for is the user's; what a template finds by itself waits for approval.
  private static final JsonObject ASKED_FOR = flags(0, 1);

  private static final JsonObject PROPOSED = flags(1, 0);

  private static final Parameter PROJECT_ID =
      optional("project_id", STRING, "id of the project it belongs to");
  private static final Parameter PRIORITY =
      optional("priority", STRING, "how urgent").oneOf("high", "medium", "low");
  private static final Parameter DUE_DATE =
      optional("due_date", INTEGER, "when it is due, in epoch milliseconds");

  /// Not for the model to know and to repeat.
  private static final Variable CARRIED = Variable.optional("project_id");

  private static final Templates BUILT_IN = make();

  private final Map<TemplateId, PromptTemplate> templates = new LinkedHashMap<>();

  private Templates() {}

  /// The templates that come with the house.
  public static Templates builtIn() {
    return BUILT_IN;
  }

  private static Templates make() {
    Templates templates = new Templates();
    templates.add(
        template("tpl_task_agent_default", "task_agent", "tasks", message(), ASKED_FOR, task()));
    templates.add(
        template(
            "tpl_timeline_agent_default",
            "timeline_agent",
            "timelines",
            message(),
            ASKED_FOR,
            List.of(
                required("title", STRING, "a short title"),
                required("project_id", STRING, "id of the project it belongs to"),
                required("date", INTEGER, "its moment, in epoch milliseconds"))));
    templates.add(
        template(
            "tpl_project_agent_default",
            "project_agent",
            "projects",
            message(),
            JsonObject.empty(),
            List.of(
                required("name", STRING, "the project's name"),
                optional("client_id", STRING, "id of the client it is for"))));
    templates.add(
        template(
            "tpl_note_agent_default",
            "note_agent",
            "notes",
            message(),
            JsonObject.empty(),
            List.of(
                required("title", STRING, "a short title"),
                required("content", STRING, "the content, in Markdown"),
                PROJECT_ID)));
    templates.add(
        template(
            "tpl_task_extract_from_project",
            "task_agent",
            "tasks",
            List.of(Variable.required("project_context"), CARRIED),
            PROPOSED,
            List.of(
                required("title", STRING, "a short title that begins with a verb"),
                optional("description", STRING, "what it is about"),
                PRIORITY,
                DUE_DATE)));
    templates.add(
        template(
            "tpl_note_weekly_summary",
            "note_agent",
            "notes",
            List.of(
                Variable.required("tasks"), Variable.optional("notes"), Variable.optional("week")),
            JsonObject.empty(),
            List.of()));
    return templates;
  }

  public Optional<PromptTemplate> find(TemplateId id) {
    return Optional.ofNullable(templates.get(id));
  }

  public Collection<PromptTemplate> all() {
    return List.copyOf(templates.values());
  }

  private void add(PromptTemplate template) {
    templates.put(template.spec().id(), template);
  }

  private static PromptTemplate template(
      String id,
      String agent,
      String table,
      List<Variable> variables,
      JsonObject constants,
      List<Parameter> fields) {
    String prompt = Prompts.read(Templates.class, id + ".md") + "\n\n" + RULES;
    return new PromptTemplate(
        new PlanTemplate(new TemplateId(id), agent, variables, !fields.isEmpty()),
        table,
        prompt,
        fields,
        constants,
        variables.contains(CARRIED) ? List.of(CARRIED.name()) : List.of());
  }

  private static List<Variable> message() {
    return List.of(
        Variable.required("message"),
        Variable.optional("timezone"),
        Variable.optional("locale"),
        Variable.optional("projects"));
  }

  private static List<Parameter> task() {
    return List.of(
        required("title", STRING, "a short title"),
        optional("description", STRING, "what does not fit into the title"),
        optional("status", STRING, "where it stands").oneOf("todo", "in_progress", "done"),
        PRIORITY,
        optional("assignees", JSON_STRING_LIST, "names, as a JSON list in a string"),
        DUE_DATE,
        PROJECT_ID);
  }

  private static JsonObject flags(long suggested, long approved) {
    return JsonObject.builder()
        .put("is_ai_suggested", suggested)
        .put("is_approved", approved)
        .build();
  }
}
