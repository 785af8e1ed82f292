package com.adiuva.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// Walks through the product's main job over the real wire and checks every answer.
public final class Demo {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final String PASSWORD = "a demo needs no secret";

  private final Transcript transcript;

  /// @param colour whether `out` is a terminal
  public Demo(PrintStream out, boolean colour) {
    this.transcript = new Transcript(out, colour);
  }

  /// Runs every step against the server.
  ///
  /// @param api the base, such as `http://127.0.0.1:8000/api/v1`
  /// @param readyAfter seconds the server took to be ready, for the first line
  /// @return whether every step did what it says
  public boolean run(URI api, double readyAfter) throws InterruptedException {
    transcript.title("Adiuva demo: a server of its own, on embedded defaults; nothing is kept.");
    transcript.passed(
        "ready in %.1f s at %s (embedded PostgreSQL, files, Lucene; offline model)"
            .formatted(readyAfter, api));
    try (DemoClient client = new DemoClient(api)) {
      String refreshToken = signUp(client);
      JsonNode task = createTask(client);
      createTwoThings(client);
      talkOverTheSocket(client, task);
      storeThings(client);
      endTheSession(client, refreshToken);
      transcript.title("Every step did what it says.");
      return true;
    } catch (Unexpected e) {
      transcript.failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      transcript.failed("the server did not answer: " + e.getMessage());
    }
    return false;
  }

  private String signUp(DemoClient client) throws IOException, InterruptedException, Unexpected {
    DemoClient.Answer registered = client.post("/auth/register", account());
    Unexpected.unless(registered.status() == 201, "registering answers 201", registered);
    client.authorise(registered.body().path("access_token").asText());
    DemoClient.Answer me = client.get("/auth/me");
    Unexpected.unless(
        me.body().path("email").asText().equals("ann@example.org"), "/auth/me knows us", me);
    transcript.passed(
        "signed up as %s, tier %s"
            .formatted(me.body().path("email").asText(), me.body().path("tier").asText()));
    return registered.body().path("refresh_token").asText();
  }

  private JsonNode createTask(DemoClient client)
      throws IOException, InterruptedException, Unexpected {
    JsonNode answer = chat(client, "Create a high priority task called Ship v1 due tomorrow");
    List<JsonNode> actions = actionsOf(answer);
    Unexpected.unless(actions.size() == 1, "one action comes back", answer);
    JsonNode data = actions.getFirst().path("data");
    Unexpected.unless(
        data.path("title").asText().equals("Ship v1"), "the title is Ship v1", answer);
    Unexpected.unless(
        data.path("priority").asText().equals("high"), "the priority is high", answer);
    LocalDate due = Instant.ofEpochMilli(data.path("due_date").asLong()).atZone(ZONE).toLocalDate();
    Unexpected.unless(
        due.equals(LocalDate.now(ZONE).plusDays(1)), "it is due tomorrow in " + ZONE, answer);
    transcript.passed("the task is due tomorrow in " + ZONE);
    return data;
  }

  private void createTwoThings(DemoClient client)
      throws IOException, InterruptedException, Unexpected {
    JsonNode answer = chat(client, "Create a project Apollo and add a task \"Draft plan\" to it");
    List<JsonNode> actions = actionsOf(answer);
    Unexpected.unless(actions.size() == 2, "two actions come back", answer);
    Unexpected.unless(
        actions
            .get(1)
            .path("data")
            .path("project_id")
            .asText()
            .equals(actions.get(0).path("data").path("id").asText()),
        "the task belongs to the new project",
        answer);
    transcript.passed("two wishes in one sentence: the task belongs to the new project");
  }

  private void talkOverTheSocket(DemoClient client, JsonNode task)
      throws IOException, InterruptedException, Unexpected {
    try (DemoSocket socket = client.openSocket()) {
      JsonNode help = converse(socket, request("What can you do?"));
      Unexpected.unless(actionsOf(help).isEmpty(), "a question changes nothing", help);
      ObjectNode complete = request("Mark Ship v1 as done");
      ArrayNode tasks = ((ObjectNode) complete.path("context")).putArray("recent_tasks");
      tasks.add(task);
      JsonNode done = converse(socket, complete);
      List<JsonNode> actions = actionsOf(done);
      Unexpected.unless(
          actions.size() == 1
              && actions.getFirst().path("type").asText().equals("update_record")
              && actions.getFirst().path("data").path("status").asText().equals("done"),
          "the task is completed",
          done);
      transcript.passed("the same socket served two requests");
    }
  }

  private void storeThings(DemoClient client) throws IOException, InterruptedException, Unexpected {
    try (DemoClient otherDevice = new DemoClient(client.api())) {
      DemoClient.Answer login = otherDevice.post("/auth/login", account());
      Unexpected.unless(login.status() == 200, "logging in answers 200", login);
      otherDevice.authorise(login.body().path("access_token").asText());
      new StorageTour(transcript, client, otherDevice).run();
    }
  }

  private static ObjectNode account() {
    return DemoClient.JSON
        .createObjectNode()
        .put("email", "ann@example.org")
        .put("password", PASSWORD);
  }

  private void endTheSession(DemoClient client, String refreshToken)
      throws IOException, InterruptedException, Unexpected {
    DemoClient.Answer refreshed =
        client.post(
            "/auth/refresh", DemoClient.JSON.createObjectNode().put("refresh_token", refreshToken));
    Unexpected.unless(refreshed.status() == 200, "refreshing answers 200", refreshed);
    client.authorise(refreshed.body().path("access_token").asText());
    DemoClient.Answer out = client.postNothing("/auth/logout");
    Unexpected.unless(out.status() == 204, "logging out answers 204", out);
    DemoClient.Answer after = client.get("/auth/me");
    Unexpected.unless(after.status() == 401, "the token is dead at once", after);
    transcript.passed("refreshed the session, logged out, and the token is dead at once");
  }

  private JsonNode chat(DemoClient client, String message)
      throws IOException, InterruptedException, Unexpected {
    transcript.said("REST ›", message);
    DemoClient.Answer answer = client.post("/chat", request(message));
    Unexpected.unless(answer.status() == 200, "POST /chat answers 200", answer);
    transcript.said("     ‹", answer.body().path("response").asText());
    actionsOf(answer.body()).forEach(this::show);
    return answer.body();
  }

  private JsonNode converse(DemoSocket socket, ObjectNode request)
      throws IOException, InterruptedException, Unexpected {
    transcript.said("  WS ›", request.path("message").asText());
    DemoSocket.Conversation conversation = socket.ask(request);
    JsonNode last = conversation.last();
    transcript.said("     ‹", String.join("·", conversation.pieces()));
    actionsOf(last).forEach(this::show);
    Unexpected.unless(last.path("done").asBoolean(), "the last frame says done", last);
    Unexpected.unless(conversation.pieces().size() >= 2, "the text came in pieces", last);
    Unexpected.unless(
        conversation.joined().equals(last.path("response").asText()),
        "the pieces joined are the response",
        last);
    return last;
  }

  private void show(JsonNode action) {
    transcript.action(
        "%s %s %s"
            .formatted(
                action.path("type").asText(),
                action.path("table").asText(),
                action.path("data").toString()));
  }

  private static ObjectNode request(String message) {
    ObjectNode request = DemoClient.JSON.createObjectNode().put("message", message);
    request.putObject("context").putObject("user_profile").put("timezone", ZONE.getId());
    return request;
  }

  private static List<JsonNode> actionsOf(JsonNode answer) {
    return answer.path("actions").valueStream().toList();
  }
}
