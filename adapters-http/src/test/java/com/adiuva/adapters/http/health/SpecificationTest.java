package com.adiuva.adapters.http.health;

import static com.adiuva.adapters.http.testkit.TestServer.PASSWORD;
import static com.adiuva.adapters.http.testkit.TestServer.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.http.shared.Access;
import com.adiuva.adapters.http.shared.Routes;
import com.adiuva.adapters.http.testkit.TestServer;
import com.adiuva.adapters.http.testkit.TestServer.Answer;
import com.adiuva.application.accounts.SignedIn;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.limits.TokenLedger.Spent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The specification says what the server does, and all of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpecificationTest {
  private final TestServer server = new TestServer();
  private final JsonNode specification =
      new ObjectMapper()
          .valueToTree(
              new Yaml(new SafeConstructor(new LoaderOptions()))
                  .<Map<String, Object>>load(server.get("/openapi.yaml").body()));

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void everyOperationIsRoutedAndEveryRouteDocumented() {
    Set<String> documented = new TreeSet<>();
    specification
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method ->
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Set<String> routed =
        server.server.operations().stream()
            .filter(operation -> !operation.method().equals("HEAD"))
            .filter(operation -> operation.template().startsWith(Routes.BASE + "/"))
            .map(operation ->
                operation.method() + " " + operation.template().substring(Routes.BASE.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented).isEqualTo(routed);
    assertThat(routed).contains("POST /chat", "GET /chat/stream", "DELETE /auth/sessions/{id}");
  }

  @Test
  void whatNeedsATokenSaysSo() {
    for (Routes.Operation operation : server.server.operations()) {
      if (operation.method().equals("HEAD") || !operation.template().startsWith(Routes.BASE)) {
        continue;
      }
      String path = operation.template().substring(Routes.BASE.length());
      JsonNode documented =
          specification.get("paths").get(path).get(operation.method().toLowerCase(Locale.ROOT));
      boolean open = documented.has("security") && documented.get("security").isEmpty();
      if (path.equals("/chat/stream")) {
        assertThat(open).isFalse(); // it finds out who is calling by itself
      } else {
        assertThat(open).as(path).isEqualTo(operation.access() == Access.PUBLIC);
        assertThat(documented.get("responses").has("401"))
            .as(path)
            .isEqualTo(!open || path.equals("/auth/login") || path.equals("/auth/refresh"));
        assertThat(documented.at("/responses/429/$ref").asText().endsWith("/RateLimited"))
            .as("what is counted can be refused: " + path)
            .isEqualTo(!open);
      }
    }
  }

  @Test
  void isTheSameAtTheRoot() {
    Answer here = server.get("/openapi.yaml");
    assertThat(here.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(server.callAtRoot("GET", "/openapi.yaml", "").body()).isEqualTo(here.body());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    specification
        .findValuesAsText("$ref")
        .forEach(ref -> assertThat(specification.at(ref.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void realAnswersFitTheirSchemas() {
    SignedIn ann = server.signUp();
    String[] token = {"Authorization", bearer(ann)};
    String email = ann.caller().email().value();
    String credentials = "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
    assertFits("get", "/health", server.get("/health"));
    assertFits("get", "/health/live", server.get("/health/live"));
    assertFits("get", "/health/ready", server.get("/health/ready"));
    assertFits("post", "/auth/register", server.post("/auth/register", "{}"));
    assertFits("post", "/auth/register", server.post("/auth/register", credentials));
    assertFits("post", "/auth/register", server.post("/auth/register", "{"));
    assertFits(
        "post", "/auth/register", server.post("/auth/register", credentials.replace(email, "a@b")));
    assertFits("post", "/auth/login", server.post("/auth/login", credentials));
    assertFits("post", "/auth/login", server.post("/auth/login", "{}"));
    assertFits(
        "post",
        "/auth/refresh",
        server.post(
            "/auth/refresh", "{\"refresh_token\":\"" + ann.refreshToken().reveal() + "\"}"));
    assertFits("get", "/auth/me", server.get("/auth/me", token));
    assertFits("get", "/auth/me", server.get("/auth/me"));
    assertFits("get", "/auth/sessions", server.get("/auth/sessions", token));
    assertFits(
        "delete", "/auth/sessions/{id}", server.call("DELETE", "/auth/sessions/x", "", token));
    assertFits("post", "/auth/ws-ticket", server.call("POST", "/auth/ws-ticket", "", token));
    assertFits("put", "/auth/password", server.json("PUT", "/auth/password", "{}", token));
    assertFits("post", "/chat", server.post("/chat", "{\"message\":\"hello\"}", token));
    assertFits("post", "/chat", server.post("/chat", "{}", token));
    String plan = "{\"message\":\"hello\",\"execution_mode\":\"plan\"}";
    assertFits("post", "/chat", server.post("/chat", plan, token));
    assertFits("get", "/plans/playbook", server.get("/plans/playbook", token));
    for (String id : List.of("generate_weekly_note", "unknown")) {
      assertFits("get", "/plans/playbook/{plan_id}", server.get("/plans/playbook/" + id, token));
    }
    for (String step : List.of("tpl_note_weekly_summary", "tpl_timeline_agent_default", "tpl_x")) {
      String variables = "\"variables\":{\"tasks\":\"\",\"message\":\"\"}";
      assertFits(
          "post",
          "/plans/steps/run",
          server.post(
              "/plans/steps/run",
              "{\"prompt_template\":\"" + step + "\"," + variables + "}",
              token));
    }
    assertFits("get", "/me/entitlements", server.get("/me/entitlements", token));
    assertFits("get", "/usage", server.get("/usage", token));
    assertFits("get", "/usage", server.get("/usage?days=0", token));
    SignedIn power = server.signUp(Tier.POWER);
    server.ledger.settle(
        new Spent(
            power.caller().id(),
            LocalDate.ofInstant(server.clock.instant(), ZoneOffset.UTC),
            "m",
            new Usage(TestServer.POWER_TOKENS, 0)),
        null);
    assertFits(
        "post",
        "/chat",
        server.post("/chat", "{\"message\":\"hello\"}", "Authorization", bearer(power)));
    assertFits("get", "/usage", server.get("/usage", "Authorization", bearer(power)));
    assertFits("get", "/chat/stream", server.get("/chat/stream"));
    assertFits("get", "/billing/subscription", server.get("/billing/subscription", token));
    for (String order : List.of("{\"tier\":\"pro\"}", "{}", "{")) {
      assertFits("post", "/billing/checkout", server.post("/billing/checkout", order, token));
    }
    assertFits("post", "/billing/portal", server.call("POST", "/billing/portal", "", token));
    assertFits("post", "/billing/webhook", server.post("/billing/webhook", "{}"));
    for (String when : List.of("now", "never")) {
      assertFits(
          "delete",
          "/billing/subscription",
          server.call("DELETE", "/billing/subscription?when=" + when, "", token));
    }
    for (String what : List.of("resume", "change")) {
      String path = "/billing/subscription/" + what;
      assertFits("post", path, server.post(path, "{\"tier\":\"pro\"}", token));
    }
    assertFits("post", "/auth/logout", server.call("POST", "/auth/logout", "", token));
  }

  private void assertFits(String method, String path, Answer answer) {
    JsonNode responses = specification.get("paths").get(path).get(method).get("responses");
    JsonNode response =
        SchemaCheck.resolve(specification, responses.path(Integer.toString(answer.status())));
    assertThat(response.isMissingNode()).as("%s %s %s", method, path, answer.status()).isFalse();
    if (answer.body().isEmpty()) {
      assertThat(response.has("content")).isFalse();
      return;
    }
    JsonNode schema = response.get("content").path(answer.header("Content-Type")).path("schema");
    assertThat(schema.isMissingNode()).as(answer.header("Content-Type")).isFalse();
    assertThat(SchemaCheck.faults(specification, schema, answer.json()))
        .as("%s %s %s", method, path, answer.body())
        .isEmpty();
  }
}
