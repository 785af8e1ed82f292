package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The main job over the real wire, on the offline model.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConversationTest {
  private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");

  private ServerUnderTest server;
  private String token;

  @BeforeAll
  void start() throws Exception {
    server = new ServerUnderTest(Map.of());
    token = server.token();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private ApiClient.Answer chat(String message, Map<String, Object> context) throws Exception {
    return server.client().post("/chat", token, Map.of("message", message, "context", context));
  }

  @Test
  void aSentenceBecomesAnActionInTheUsersTimeZone() throws Exception {
    ApiClient.Answer answer =
        chat(
            "Create a high priority task called Ship v1 due tomorrow",
            Map.of("user_profile", Map.of("timezone", AUCKLAND.getId())));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("finish_reason")).isEqualTo("stop");
    assertThat(answer.text("response")).isNotBlank();
    assertThat(answer.body().path("actions")).hasSize(1);
    JsonNode action = answer.body().path("actions").path(0);
    assertThat(action.path("type").asText()).isEqualTo("create_record");
    assertThat(action.path("table").asText()).isEqualTo("tasks");
    assertThat(action.path("agent").asText()).isEqualTo("task_agent");
    JsonNode data = action.path("data");
    assertThat(data.path("title").asText()).isEqualTo("Ship v1");
    assertThat(data.path("priority").asText()).isEqualTo("high");
    assertThat(data.path("due_date").isIntegralNumber()).isTrue();
    assertThat(Instant.ofEpochMilli(data.path("due_date").asLong()).atZone(AUCKLAND).toLocalDate())
        .isEqualTo(server.clock().instant().atZone(AUCKLAND).toLocalDate().plusDays(1));
  }

  @Test
  void twoWishesOfTwoAgentsReferToEachOther() throws Exception {
    JsonNode actions =
        chat("create a project Apollo and add a task Draft plan to it", Map.of())
            .body()
            .path("actions");
    assertThat(actions.valueStream().map(a -> a.path("table").asText()))
        .containsExactly("projects", "tasks");
    assertThat(actions.path(1).path("data").path("project_id"))
        .isEqualTo(actions.path(0).path("data").path("id"));
    assertThat(actions.path(1).path("data").path("title").asText()).isEqualTo("Draft plan");
  }

  @Test
  void thingsAreNamedByTheirTitle() throws Exception {
    Map<String, Object> context =
        Map.of(
            "recent_tasks",
            List.of(
                Map.of("id", "t-1", "title", "Ship v1", "status", "todo", "projectId", "p-1"),
                Map.of("id", "t-2", "title", "Buy milk", "status", "todo")));
    JsonNode action = chat("mark \"ship v1\" as done", context).body().path("actions").path(0);
    assertThat(action.path("type").asText()).isEqualTo("update_record");
    assertThat(action.path("data").path("id").asText()).isEqualTo("t-1");
    assertThat(action.path("data").path("status").asText()).isEqualTo("done");
    assertThat(action.path("data").size()).as("only what changes").isEqualTo(2);
  }

  @Test
  void aSocketStreamsTextAndEndsWithOneFrame() throws Exception {
    try (SocketClient socket = SocketClient.open(server.url(), token)) {
      for (int request = 0; request < 2; request++) {
        socket.send("{\"message\":\"What can you do?\"}");
        StringBuilder joined = new StringBuilder();
        int pieces = 0;
        String frame = socket.frame();
        while (!frame.startsWith("{\"done\"")) {
          joined.append(frame);
          pieces++;
          frame = socket.frame();
        }
        JsonNode done = ApiClient.JSON.readTree(frame);
        assertThat(pieces).isGreaterThanOrEqualTo(2);
        assertThat(joined).hasToString(done.path("response").asText());
        assertThat(done.path("done").asBoolean()).isTrue();
        assertThat(done.path("actions").isArray()).isTrue();
      }
    }
  }

  @Test
  void aPlanComesOverBothWires() throws Exception {
    Map<String, Object> request = Map.of("message", "Add a task Ship v1", "execution_mode", "plan");
    JsonNode plan = server.client().post("/chat", token, request).body();
    assertThat(plan.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("id", "name", "description", "agent", "steps");
    assertThat(plan.path("agent").asText()).isEqualTo("task_agent");
    JsonNode llm = plan.path("steps").path(0);
    assertThat(llm.path("action").asText()).isEqualTo("llm");
    assertThat(llm.path("prompt_template").asText()).isEqualTo("tpl_task_agent_default");
    assertThat(llm.path("variables").path("message").asText()).isEqualTo("Add a task Ship v1");
    assertThat(llm.path("data_from_step").isNull()).isTrue();
    JsonNode create = plan.path("steps").path(1);
    assertThat(create.path("action").asText()).isEqualTo("create_record");
    assertThat(create.path("prompt_template").isNull()).isTrue();
    assertThat(create.path("variables").path("table").asText()).isEqualTo("tasks");
    assertThat(create.path("data_from_step").asInt(-1)).isZero();

    String path = "/plans/playbook/" + plan.path("id").asText();
    assertThat(server.client().get(path, token).text("agent")).isEqualTo("task_agent");
    assertThat(server.client().get(path, server.token()).status()).isEqualTo(404);

    try (SocketClient socket = SocketClient.open(server.url(), token)) {
      socket.send(ApiClient.JSON.writeValueAsString(request));
      JsonNode done = ApiClient.JSON.readTree(socket.frame());
      assertThat(done.path("done").asBoolean()).isTrue();
      assertThat(done.path("response").asText("none")).isEmpty();
      assertThat(done.path("actions").isEmpty()).isTrue();
      assertThat(done.path("plan")).isEqualTo(plan);
    }
  }

  @Test
  void aClientOfVersion2AnswersFromItsOwnData() throws Exception {
    try (SocketClient socket = SocketClient.openLive(server.url(), token)) {
      socket.send(request("list my tasks"));
      tell(socket, until(socket, "tool_call"));
      assertThat(until(socket, "done").path("response").asText()).contains("Water the plants");
    }
  }

  @Test
  void nothingIsDeletedWithoutApproval() throws Exception {
    try (SocketClient socket = SocketClient.openLive(server.url(), token)) {
      for (boolean approved : new boolean[] {false, true}) {
        socket.send(request("delete Water the plants"));
        tell(socket, until(socket, "tool_call"));
        JsonNode asked = until(socket, "approval_request");
        assertThat(asked.path("action").path("data").path("id").asText()).isEqualTo("t-9");
        socket.send(
            Map.of("type", "approval", "id", asked.path("id").asText(), "approved", approved));
        JsonNode done = until(socket, "done");
        assertThat(done.path("actions")).hasSize(approved ? 1 : 0);
        assertThat(done.path("finish_reason").asText()).isEqualTo("stop");
      }
    }
  }

  private static Map<String, ?> request(String message) {
    return Map.of("type", "request", "request", Map.of("message", message));
  }

  private static void tell(SocketClient socket, JsonNode call) {
    assertThat(call.path("name").asText()).isEqualTo("list_tasks");
    List<?> tasks = List.of(Map.of("id", "t-9", "title", "Water the plants", "status", "todo"));
    socket.send(Map.of("type", "tool_result", "id", call.path("id").asText(), "result", tasks));
  }

  /// Reads to the next frame of this type; no delete action may come before an approval of it.
  private static JsonNode until(SocketClient socket, String type) throws Exception {
    boolean approvalMayHaveBeen = type.equals("done");
    JsonNode frame = socket.json();
    while (!frame.path("type").asText().equals(type)) {
      assertThat(frame.path("type").asText())
          .isIn(
              approvalMayHaveBeen
                  ? List.of("agent", "delta", "action")
                  : List.of("agent", "delta"));
      frame = socket.json();
    }
    return frame;
  }

  @Test
  void aFreeUserHearsWhichTierHasMilestones() throws Exception {
    ApiClient.Answer answer =
        chat("Add a milestone Beta on Dec 1 to project Apollo and add a task Ship v1", Map.of());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("response")).contains("Pro tier");
    assertThat(answer.body().path("actions").valueStream().map(a -> a.path("table").asText()))
        .containsExactly("tasks");
  }
}
