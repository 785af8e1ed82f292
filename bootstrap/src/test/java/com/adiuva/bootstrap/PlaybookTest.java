package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Carries the playbooks out as a client does that knows nothing but the contract.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlaybookTest {
  private ServerUnderTest server;
  private String token;

  @BeforeAll
  void start() throws Exception {
    server = new ServerUnderTest(Map.of("DEFAULT_TIER", "pro"));
    token = server.token();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /// A record as the client keeps it.
  private record Created(String table, JsonNode data) {}

  private JsonNode playbook(String id) throws Exception {
    ApiClient.Answer answer = server.client().get("/plans/playbook/" + id, token);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  /// @param known what the client has for the variables that are empty
  private List<Created> carryOut(JsonNode plan, Map<String, String> known) throws Exception {
    List<JsonNode> results = new ArrayList<>();
    List<Created> created = new ArrayList<>();
    for (JsonNode step : plan.path("steps")) {
      JsonNode from =
          step.path("data_from_step").isInt()
              ? results.get(step.path("data_from_step").asInt())
              : ApiClient.JSON.missingNode();
      switch (step.path("action").asText()) {
        case "llm" -> results.add(run(step, known));
        case "create_record" -> {
          results.add(ApiClient.JSON.missingNode());
          created.addAll(records(step, from));
        }
        default -> throw new AssertionError("a client has to know " + step);
      }
    }
    for (Created one : created) {
      store(one);
    }
    return created;
  }

  private JsonNode run(JsonNode step, Map<String, String> known) throws Exception {
    ObjectNode variables = step.path("variables").deepCopy();
    step.path("variables")
        .properties()
        .forEach(variable -> {
          if (variable.getValue().asText().isEmpty() && known.containsKey(variable.getKey())) {
            variables.put(variable.getKey(), known.get(variable.getKey()));
          }
        });
    ApiClient.Answer answer =
        server
            .client()
            .post(
                "/plans/steps/run",
                token,
                Map.of("prompt_template", step.path("prompt_template"), "variables", variables));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("usage").path("input_tokens").asLong()).isPositive();
    return answer.body();
  }

  private static List<Created> records(JsonNode step, JsonNode result) {
    ObjectNode fixed = step.path("variables").deepCopy();
    String table = fixed.remove("table").asText();
    if (result.path("records").isEmpty()) {
      return List.of(new Created(table, fixed.put("content", result.path("output").asText())));
    }
    return result
        .path("records")
        .valueStream()
        .map(record -> new Created(table, fixed.deepCopy().setAll((ObjectNode) record)))
        .toList();
  }

  private void store(Created record) throws Exception {
    byte[] bytes = record.data().toString().getBytes(StandardCharsets.UTF_8);
    byte[] checksum = MessageDigest.getInstance("SHA-256").digest(bytes);
    ApiClient.Answer answer =
        server
            .client()
            .post(
                "/storage/records",
                token,
                Map.of(
                    "table",
                    record.table(),
                    "blob",
                    Base64.getEncoder().encodeToString(bytes),
                    "checksum",
                    HexFormat.of().formatHex(checksum)));
    assertThat(answer.status()).isEqualTo(201);
  }

  private int stored(String table) throws IOException, InterruptedException {
    return server.client().get("/storage/records?table=" + table, token).body().size();
  }

  @Test
  void tasksAreCreatedFromAProject() throws Exception {
    List<Created> created =
        carryOut(
            playbook("create_tasks_from_project"),
            Map.of(
                "project_context",
                """
                Project Apollo, a new website.
                # Done
                - choose a domain
                # Open
                - design the logo
                - [ ] send the offer by tomorrow
                - [x] hire a writer
                We need to write the copy and deploy the site.
                """,
                "project_id",
                "p-1"));

    assertThat(created).extracting(Created::table).containsOnly("tasks");
    assertThat(created)
        .extracting(task -> task.data().path("title").asText())
        .containsExactly("Design the logo", "Send the offer", "Write the copy", "Deploy the site");
    assertThat(created)
        .allSatisfy(task -> {
          assertThat(task.data().path("status").asText()).isEqualTo("todo");
          assertThat(task.data().path("project_id").asText()).isEqualTo("p-1");
          assertThat(task.data().path("is_ai_suggested").asInt()).isEqualTo(1);
          assertThat(task.data().path("is_approved").asInt(-1)).isZero();
          assertThat(task.data().path("id").asText()).hasSize(36);
        });
    assertThat(created.get(1).data().path("due_date").isIntegralNumber()).isTrue();
    assertThat(stored("tasks")).isEqualTo(4);
  }

  @Test
  void theWeekBecomesANote() throws Exception {
    List<Created> created =
        carryOut(
            playbook("generate_weekly_note"),
            Map.of(
                "tasks",
                "[{\"title\":\"Ship v1\",\"status\":\"done\"},{\"title\":\"Test\"}]",
                "notes",
                "The customer liked the demo."));

    assertThat(created).extracting(Created::table).containsExactly("notes");
    JsonNode note = created.getFirst().data();
    assertThat(note.path("title").asText()).isEqualTo("Weekly summary");
    assertThat(note.path("content").asText())
        .contains("## Done\n\n- Ship v1", "## Next\n\n- Test", "The customer liked the demo.");
    assertThat(stored("notes")).isEqualTo(1);
  }

  @Test
  void thePlaybooksAreListedToEveryTier() throws Exception {
    JsonNode list = server.client().get("/plans/playbook", token).body();
    assertThat(list.valueStream().map(plan -> plan.path("id").asText()))
        .containsExactly("create_tasks_from_project", "generate_weekly_note");
    assertThat(server.client().get("/plans/playbook", null).status()).isEqualTo(401);
  }

  @Test
  void whatIsWrongWithAStepIsNamed() throws Exception {
    ApiClient.Answer unknown =
        server
            .client()
            .post(
                "/plans/steps/run",
                token,
                Map.of("prompt_template", "tpl_unknown", "variables", Map.of()));
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.body().path("errors").path(0).path("loc").toString())
        .isEqualTo("[\"body\",\"prompt_template\"]");
    ApiClient.Answer missing =
        server
            .client()
            .post(
                "/plans/steps/run",
                token,
                Map.of("prompt_template", "tpl_task_extract_from_project", "variables", Map.of()));
    assertThat(missing.status()).isEqualTo(422);
    assertThat(missing.body().path("errors").path(0).path("loc").toString())
        .isEqualTo("[\"body\",\"variables\",\"project_context\"]");
  }
}
