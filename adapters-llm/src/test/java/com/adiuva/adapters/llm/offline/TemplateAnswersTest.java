package com.adiuva.adapters.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.application.chat.AgentRegistry;
import com.adiuva.application.chat.Assistant;
import com.adiuva.application.plans.StepRequest;
import com.adiuva.application.plans.StepResult;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.plans.TemplateId;
import com.adiuva.domain.shared.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The real templates on the offline model.
final class TemplateAnswersTest {
  private static final Caller CALLER =
      new Caller(
          new UserId(new UUID(1, 2)),
          new SessionId(new UUID(3, 4)),
          new EmailAddress("ann@example.org"),
          Role.USER,
          Tier.PRO);
  private final OfflineModel model = new OfflineModel();
  private final Assistant assistant =
      new Assistant(
          model,
          model,
          AgentRegistry.withBuiltInAgents(),
          Clock.fixed(Desk.NOW, ZoneId.of("UTC")),
          new Random(7),
          Duration.ofSeconds(60));

  private StepResult run(String template, Map<String, String> variables, Object data) {
    StepRequest step = new StepRequest(new TemplateId(template), variables, data);
    return assistant.steps().run(CALLER, step, new Cancellation());
  }

  private List<String> tasksIn(String context) {
    return run("tpl_task_extract_from_project", Map.of("project_context", context), List.of())
        .records()
        .stream()
        .map(record -> record.text("title").orElseThrow())
        .toList();
  }

  @Test
  void openPointsAreTasksAndDoneOnesAreNot() {
    assertThat(
            tasksIn(
                """
                # Project Apollo
                Goal: a new website by summer.
                ## Done
                - choose a domain
                ## Next steps
                1. Logo
                2. Texts for the start page
                ## Notes
                - [ ] call the printer
                - [x] pay the designer
                - Budget: 10,000
                - Ann is on leave
                TODO: renew the certificate
                """))
        .containsExactly(
            "Logo", "Texts for the start page", "Call the printer", "Renew the certificate");
  }

  @Test
  void sentencesThatSayWhatMustBeDoneAreTasks() {
    assertThat(
            tasksIn(
                "Apollo is our new website. We need to design the logo, write the copy and deploy"
                    + " the site. The shop should be tested before that! Is the budget approved?"
                    + " Review the contract. It went well so far."))
        .containsExactly(
            "Design the logo",
            "Write the copy",
            "Deploy the site",
            "The shop should be tested before that",
            "Review the contract");
  }

  @Test
  void datesAndUrgencyAreRead() {
    List<JsonObject> records =
        run(
                "tpl_task_extract_from_project",
                Map.of("project_context", "- send the offer by tomorrow\n- fix the login asap"),
                List.of())
            .records();

    assertThat(records.get(0).text("title")).contains("Send the offer");
    assertThat(records.get(0).integer("due_date"))
        .hasValue(Instant.parse("2026-03-27T17:00:00Z").toEpochMilli());
    assertThat(records.get(1).text("priority")).contains("high");
  }

  @Test
  void jsonIsReadToo() {
    String project =
        """
        {"id":"p1","name":"Apollo","status":"active","description":"We must hire a writer.",
         "tasks":[{"id":"t1","title":"Design the logo","status":"todo"}],
         "notes":[{"title":"Call","content":"- design the logo\\n- [ ] send the offer"}]}
        """;
    assertThat(tasksIn(project)).containsExactly("Hire a writer", "Send the offer");
    assertThat(
            run(
                    "tpl_task_extract_from_project",
                    Map.of("project_context", ""),
                    Map.of("notes", List.of(Map.of("content", "- [ ] send the offer"))))
                .output())
        .isEqualTo("- Send the offer");
  }

  @Test
  void withoutAnythingToDoTheNextStepIsToPlan() {
    assertThat(tasksIn("Apollo, a new website"))
        .containsExactly("Define the next steps: Apollo, a new website");
    assertThat(tasksIn(" \n ")).isEmpty();
  }

  @Test
  void aWeekIsSummedUp() {
    StepResult result =
        run(
            "tpl_note_weekly_summary",
            Map.of(
                "tasks",
                    "- [x] Ship v1\n- Test it (in progress)\n- Write the report\nPay rent: done",
                "notes", "[{\"title\":\"Demo\",\"content\":\"\\nThey liked it.\\nMore\"}]",
                "week", ""),
            Map.of("tasks", List.of(Map.of("title", "Call Ann", "status", "todo"))));

    assertThat(result.records()).isEmpty();
    assertThat(result.output())
        .isEqualTo(
            """
            # Week 2026-W13

            2 done, 1 in progress, 2 to do.

            ## Done

            - Ship v1
            - Pay rent: done

            ## In progress

            - Test it (in progress)

            ## Next

            - Write the report
            - Call Ann

            ## From the notes

            - **Demo**: They liked it.\
            """);
    assertThat(
            run("tpl_note_weekly_summary", Map.of("tasks", "", "week", "47"), List.of()).output())
        .isEqualTo("# Week 47\n\nNothing was recorded for this week.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task|Create a high priority task called Ship v1 due tomorrow|title=Ship v1, priority=high",
        "task|add a task Draft plan in project Apollo|title=Draft plan, project_id=p1",
        "task|the printer is out of paper|title=the printer is out of paper",
        "project|create a project Zeus|name=Zeus",
        "note|note that the wifi password is 123|content=",
        "timeline|add a milestone Beta on Dec 1 to project Apollo|title=Beta, project_id=p1, date=",
      })
  void agentsTemplatesReadTheMessage(String agent, String message, String fields) {
    StepResult result =
        run(
            "tpl_" + agent + "_agent_default",
            Map.of(
                "message", message,
                "timezone", "Europe/Berlin",
                "locale", "en-US",
                "projects", "p1: Apollo\np2: Zeus"),
            List.of());

    assertThat(result.records()).hasSize(1);
    String record =
        result.records().get(0).fields().entrySet().stream()
            .map(Map.Entry::toString)
            .toList()
            .toString();
    assertThat(record).contains(fields.split(", "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete the task Ship v1", "list my tasks", "what is due today?"})
  void whatCreatesNothingGivesNoRecords(String message) {
    StepResult result = run("tpl_task_agent_default", Map.of("message", message), List.of());
    assertThat(result.records()).isEmpty();
    assertThat(result.output()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- need to ",
        "done ",
        "a, ",
        "[",
        "{\"a\":",
        "~~(done",
        "\\",
        "and and ",
        "# ",
        "\n- [ ]"
      })
  @Timeout(10)
  void hostileTextTakesNoTime(String piece) {
    String text = piece.repeat(100_000 / piece.length());
    assertThat(run("tpl_task_extract_from_project", Map.of("project_context", text), List.of()))
        .isNotNull();
    assertThat(run("tpl_note_weekly_summary", Map.of("tasks", text, "notes", text), List.of()))
        .isNotNull();
  }
}
