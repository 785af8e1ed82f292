package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static com.adiuva.application.chat.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.application.plans.StepRequest;
import com.adiuva.application.plans.Templates;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.plans.TemplateId;
import com.adiuva.domain.shared.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the tests of the protection take for everything that models are told is everything.
class PromptedTest {
  private static final String MESSAGE = "What did I ask for?";

  @Test
  void everyPromptFileIsKnown() throws IOException, URISyntaxException {
    Path router = Path.of(Objects.requireNonNull(Assistant.class.getResource("router.md")).toURI());
    Path application = router.resolve("../..").normalize();
    try (Stream<Path> files = Files.walk(application)) {
      List<Path> prompts = files.filter(file -> file.toString().endsWith(".md")).toList();
      assertThat(prompts).hasSizeGreaterThanOrEqualTo(15);
      for (Path prompt : prompts) {
        assertThat(Prompted.prompts().values())
            .as(prompt.toString())
            .anyMatch(known -> known.contains(read(prompt).strip()));
      }
    }
  }

  @Test
  void whateverModelsAreToldIsKnown() {
    ScriptedModel router = new ScriptedModel(routesTo("task_agent", "note_agent"));
    ScriptedModel agents =
        new ScriptedModel(
            calls(call("call_agent", "agent", "project_agent", "message", MESSAGE)),
            says("A project."),
            says("A task."),
            says("A note."),
            says("All of it."));
    new Chat(router, agents).send(MESSAGE);
    ScriptedModel steps = ScriptedModel.always(PromptedTest::text);
    Templates.builtIn().all().forEach(template -> run(steps, template.spec().id().value()));

    List<ModelRequest> requests =
        Stream.of(router, agents, steps).flatMap(model -> model.requests().stream()).toList();
    assertThat(requests).hasSize(1 + 5 + Templates.builtIn().all().size());
    for (ModelRequest request : requests) {
      request.messages().forEach(PromptedTest::assertKnown);
      assertThat(forms(Prompted.forms())).containsAll(forms(request.tools()));
      assertThat(forms(Prompted.forms())).containsAll(forms(asList(request.answerForm())));
    }
  }

  private static void assertKnown(Message message) {
    switch (message) {
      case Message.Instructions instructions ->
          assertThat(Prompted.prompts().values())
              .contains(instructions.text().substring(instructions.text().indexOf('\n') + 1));
      case Message.FromUser user -> {
        if (!user.text().equals(MESSAGE)) {
          assertThat(Prompted.prompts().values()).contains(user.text());
        }
      }
      case Message.FromModel model -> {}
      case Message.ToolResult result -> {}
    }
  }

  private static List<ToolSpec> asList(@Nullable ToolSpec form) {
    return form == null ? List.of() : List.of(form);
  }

  /// Without what is said of agents, which differs.
  private static List<String> forms(List<ToolSpec> specs) {
    return specs.stream()
        .map(spec ->
            spec.name()
                + spec.parameters().stream()
                    .map(parameter ->
                        parameter.name() + ": " + parameter.description() + parameter.items())
                    .collect(Collectors.joining(", ")))
        .toList();
  }

  private static Completion text(ModelRequest request, Consumer<String> onText) {
    boolean records = request.answerForm() != null;
    return new Completion(
        "A summary.",
        List.of(),
        records ? JsonObject.builder().put("records", List.of()).build() : null,
        false,
        ScriptedModel.PER_CALL);
  }

  private static void run(ScriptedModel model, String template) {
    Map<String, String> variables =
        Map.of("message", MESSAGE, "project_context", "x", "tasks", "x", "notes", "x");
    new Chat(new ScriptedModel(), model)
        .assistant()
        .steps()
        .run(
            Chat.CALLER,
            new StepRequest(new TemplateId(template), variables, null),
            new Cancellation());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
