package com.adiuva.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.AppenderBase;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.bootstrap.logging.Logging;
import com.adiuva.bootstrap.testkit.ApiClient;
import com.adiuva.bootstrap.testkit.SocketClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Row H9: what is secret or a person's own is in no line of any logger, ours or a library's, at
/// any level, also when things fail that should not; and in no answer that says so.
final class CanaryTest {
  private static final String EMAIL = "canary-mail@example.org";
  private static final String PASSWORD = "canary-password";
  private static final String MESSAGE = "canary-message";
  private static final String DOCUMENT = "canary-document";
  private static final String API_KEY = "sk-canary-key";
  private static final String PROVIDERS_WORDS = "canary-words-of-the-provider";
  private static final String DATABASE_FAILURE = "is_missing_on_purpose";

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final Leaks leaks = new Leaks();
  private ServerUnderTest server;

  /// Looks for canaries in all that is logged, and keeps what it found by who said it.
  private static final class Leaks extends AppenderBase<ILoggingEvent> {
    private final Set<String> canaries = ConcurrentHashMap.newKeySet();
    private final Set<String> found = new ConcurrentSkipListSet<>();
    private final Set<String> failures = ConcurrentHashMap.newKeySet();
    private final AtomicLong lines = new AtomicLong();

    @Override
    protected void append(ILoggingEvent event) {
      lines.incrementAndGet();
      String thrown =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      if (event.getFormattedMessage().equals("Unexpected failure")) {
        failures.add(event.getMDCPropertyMap().getOrDefault("request_id", "none"));
      }
      String text =
          event.getFormattedMessage()
              + event.getMDCPropertyMap()
              + event.getKeyValuePairs()
              + thrown;
      for (String canary : canaries) {
        if (text.contains(canary)) {
          found.add(event.getLevel() + " " + event.getLoggerName() + " says " + canary);
        }
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    Logging.configure(Logging.Form.JSON, Level.TRACE);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    // More than any operator can ask for: every library that has no level of its own.
    root.setLevel(Level.TRACE);
    root.detachAndStopAllAppenders();
    leaks.setContext(context);
    leaks.start();
    root.addAppender(leaks);
    leaks.canaries.addAll(
        List.of(
            EMAIL,
            "canary",
            API_KEY,
            aLineOf("chat/agents/task_agent.md"),
            aLineOf("chat/router.md"),
            aLineOf("plans/tpl_note_weekly_summary.md"),
            aLineOf("plans/tpl_task_extract_from_project.md")));
    provider.routeTo("task_agent");
    server =
        new ServerUnderTest(
            Map.of("OPENAI_BASE_URL", provider.baseUrl(), "OPENAI_API_KEY", API_KEY));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    provider.close();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  private static String aLineOf(String prompt) throws Exception {
    try (InputStream in =
        CanaryTest.class.getResourceAsStream("/com/adiuva/application/" + prompt)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElseThrow();
    }
  }

  private static void assertSaysNothing(String answer) {
    assertThat(answer).doesNotContain("canary", "SELECT", "INSERT", "Exception", DATABASE_FAILURE);
  }

  @Test
  void h09_noSecretIsInAnyLineWhateverFails() throws Exception {
    ApiClient client = server.client();
    ApiClient.Answer ann = client.register(EMAIL, PASSWORD, ServerUnderTest.freshAddress());
    String token = ann.text("access_token");
    String ticket = client.post("/auth/ws-ticket", token, Map.of()).text("ticket");
    leaks.canaries.addAll(List.of(token, ann.text("refresh_token"), ticket));
    client.login(EMAIL, PASSWORD + "-wrong", ServerUnderTest.freshAddress());
    client.get("/auth/me?token=" + token + "&ticket=" + ticket, "canary-token");

    Map<String, Object> request =
        Map.of("message", MESSAGE, "context", Map.of("relevant_documents", List.of(DOCUMENT)));
    String frame = ApiClient.JSON.writeValueAsString(request);
    try (SocketClient socket = SocketClient.open(server.url(), token)) {
      for (Reply reply :
          List.of(
              Reply.text("canary-answer"),
              Reply.status(400, PROVIDERS_WORDS + API_KEY),
              Reply.stream().event("{\"" + PROVIDERS_WORDS),
              Reply.call("create_task", "{\"" + PROVIDERS_WORDS),
              Reply.stream().piece("canary-answer").cut())) {
        provider.otherwise(asked -> reply);
        client.post("/chat", token, request);
        socket.send(frame);
        untilTheEnd(socket);
      }
      // A failure that nobody foresaw, with all that was asked of the database in its words.
      server.database().execute("ALTER TABLE users RENAME COLUMN role TO " + DATABASE_FAILURE);
      for (ApiClient.Answer failed :
          List.of(
              client.get("/auth/me", token),
              client.post("/chat", token, request),
              client.login(EMAIL, PASSWORD, ServerUnderTest.freshAddress()),
              client.register("canary-2@example.org", PASSWORD, ServerUnderTest.freshAddress()))) {
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text("code")).isEqualTo("internal_error");
        assertSaysNothing(failed.response().body());
      }
      socket.send(frame);
      JsonNode failed = untilTheEnd(socket);
      assertThat(failed.at("/error/code").asText()).isEqualTo("internal_error");
      assertSaysNothing(failed.toString());
    }
    assertThat(leaks.failures).as("the failures that were logged").hasSize(5);
    assertThat(leaks.lines).hasValueGreaterThan(20);
    assertThat(leaks.found).isEmpty();
  }

  @Test
  void h09_nothingThatAClientIsAskedOrTellsIsInAnyLine() throws Exception {
    String token =
        server
            .client()
            .register(EMAIL, PASSWORD, ServerUnderTest.freshAddress())
            .text("access_token");
    provider.reply(
        Reply.call("list_tasks", "{\"search\":\"canary-search\"}"),
        Reply.call("list_tasks", "{}"),
        Reply.call("delete_task", "{\"task_id\":\"canary-id\"}"),
        Reply.call("delete_task", "{\"task_id\":\"canary-id-2\"}"),
        Reply.text("canary-answer"),
        Reply.stream().piece("canary-answer").hang());
    List<String> asked = new ArrayList<>();
    try (SocketClient socket = SocketClient.openLive(server.url(), token)) {
      socket.send("canary, which is no JSON");
      socket.send(Map.of("type", "canary-type"));
      socket.send(Map.of("type", "resume", "run_id", "canary-run", "after", 0));
      socket.send(Map.of("type", "request", "request", Map.of("message", MESSAGE)));
      for (JsonNode frame = socket.json(); !frame.path("type").asText().equals("done"); ) {
        answer(socket, frame, asked);
        frame = socket.json();
      }
      socket.send(Map.of("type", "request", "request", Map.of("message", MESSAGE)));
      for (JsonNode frame = socket.json(); !frame.path("type").asText().equals("delta"); ) {
        frame = socket.json();
      }
      socket.send(Map.of("type", "cancel"));
      assertThat(socket.json().path("finish_reason").asText()).isEqualTo("cancelled");
    }
    assertThat(asked)
        .containsExactly(
            "malformed_json",
            "validation_failed",
            "not_found",
            "tool_call",
            "tool_call",
            "approval_request",
            "approval_request");

    provider.reply(Reply.text("canary-summary"));
    assertThat(step(token, "tpl_note_weekly_summary", Map.of("tasks", "canary-tasks")))
        .isEqualTo(200);
    String form = "{\"records\":[{\"title\":\"canary-title\"}]}";
    provider.replyToForm(Reply.json(form), Reply.json("{\"records\":\"canary\"}"));
    for (int status : List.of(200, 502)) {
      assertThat(
              step(
                  token,
                  "tpl_task_extract_from_project",
                  Map.of("project_context", "canary-context", "project_id", "canary-project")))
          .isEqualTo(status);
    }
    assertThat(step(token, "canary-template", Map.of())).isEqualTo(422);
    assertThat(leaks.lines).hasValueGreaterThan(20);
    assertThat(leaks.found).isEmpty();
  }

  /// As a client does that has data and a person.
  private static void answer(SocketClient socket, JsonNode frame, List<String> asked) {
    String type = frame.path("type").asText();
    String id = frame.path("id").asText();
    switch (type) {
      case "error" -> asked.add(frame.at("/problem/code").asText());
      case "tool_call" -> {
        socket.send(
            asked.contains(type)
                ? Map.of("type", "tool_result", "id", id, "error", "canary-error")
                : Map.of(
                    "type",
                    "tool_result",
                    "id",
                    id,
                    "result",
                    List.of(Map.of("id", "canary-id", "title", "canary-title"))));
        asked.add(type);
      }
      case "approval_request" -> {
        socket.send(Map.of("type", "approval", "id", id, "approved", !asked.contains(type)));
        asked.add(type);
      }
      default -> {}
    }
  }

  private int step(String token, String template, Map<String, String> variables) throws Exception {
    return server
        .client()
        .post(
            "/plans/steps/run", token, Map.of("prompt_template", template, "variables", variables))
        .status();
  }

  /// Reads to the frame that ends an answer.
  private static JsonNode untilTheEnd(SocketClient socket) throws Exception {
    while (true) {
      String frame = socket.frame();
      if (frame.startsWith("{\"")) {
        return ApiClient.JSON.readTree(frame);
      }
    }
  }
}
