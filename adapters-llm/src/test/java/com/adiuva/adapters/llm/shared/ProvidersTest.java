package com.adiuva.adapters.llm.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.adiuva.adapters.llm.testkit.LogCapture;
import com.adiuva.adapters.llm.testkit.ProviderRequest;
import com.adiuva.adapters.llm.testkit.Providers;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.adapters.llm.testkit.ScriptedProvider;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for all providers alike, beyond their contract.
final class ProvidersTest {
  private static final String PROMPT = "prompt-2c91";
  private static final String USER = "user-text-77aa";
  private static final String ANSWER = "answer-text-e05b";
  private static final String RANT = "Incorrect API key provided: " + Providers.KEY;
  private static final ToolSpec CREATE_TASK =
      new ToolSpec(
          "create_task",
          "Creates a task.",
          List.of(
              Parameter.required("title", Parameter.Type.STRING, "The title."),
              Parameter.optional("due_date", Parameter.Type.INTEGER, "Milliseconds.")));

  @ParameterizedTest
  @EnumSource
  void namesEachVariableThatIsMissing(Providers one) {
    try (ScriptedProvider server = one.start()) {
      for (String variable : one.needed()) {
        if (one == Providers.OPENAI) {
          return; // a server of one's own needs none
        }
        Map<String, String> settings = new HashMap<>(one.settings(server));
        settings.put(variable, " ");
        assertThatExceptionOfType(InvalidValueException.class)
            .isThrownBy(() -> LanguageModels.installed().create(one.model(), settings::get))
            .withMessageContaining(variable)
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain(Providers.KEY));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesTheModelAsConfigured(Providers one) {
    try (ScriptedProvider server = one.start()) {
      assertThat(one.model(server).name()).isEqualTo(one.model());
    }
  }

  /// The key goes where no proxy logs it, and everything we have to say arrives.
  @ParameterizedTest
  @EnumSource
  void sendsTheConversationButNoKeyInTheAddress(Providers one) throws Exception {
    try (ScriptedProvider server = one.start()) {
      ask(one.model(server), conversation());
      ProviderRequest request = server.take();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).doesNotContain(Providers.KEY);
      assertThat(request.body())
          .contains(PROMPT, "fact-1", USER, "create_task", "Creates a task.", "due_date")
          .contains("One", "refused-because", "Thanks")
          .doesNotContain(Providers.KEY);
      assertThat(request.headers().toString()).contains(one == Providers.OLLAMA ? "" : "key-");
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsWhatTheProviderCounts(Providers one) {
    try (ScriptedProvider server = one.start()) {
      assertThat(ask(one.model(server), conversation()).usage())
          .isEqualTo(new Usage(Reply.INPUT_TOKENS, Reply.OUTPUT_TOKENS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksForAFormInAWayItUnderstands(Providers one) {
    try (ScriptedProvider server = one.start()) {
      Completion completion =
          ask(
              one.model(server),
              LanguageModelContract.request("Create it", CREATE_TASK, Duration.ofSeconds(10)));
      assertThat(completion.structured()).isNotNull();
      assertThat(completion.toolCalls()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  /// Neither the key, nor what the user said, nor what the provider said gets into an exception or
  /// a log, at whatever level.
  @ParameterizedTest
  @EnumSource
  void whatAnybodySaysGoesNowhere(Providers one) {
    List<Reply> replies =
        List.of(
            Reply.status(401, RANT),
            Reply.status(429, RANT, "retry-after: 1", "x-key: " + Providers.KEY),
            Reply.status(500, RANT),
            Reply.stream().event(RANT),
            Reply.stream().event("{\"error\":{\"message\":\"" + RANT + "\"}}"),
            Reply.stream().event("{\"error\":\"" + RANT + "\"}"),
            Reply.stream().event("{\"message\":\"" + RANT + "\"}"),
            Reply.stream().event("{" + RANT + "}").end(),
            Reply.stream().piece(ANSWER).event("[\"" + RANT + "\"]").cut(),
            Reply.stream().piece(ANSWER).cut(),
            Reply.text(ANSWER),
            Reply.call("create_task", "{\"title\":\"" + ANSWER + "\"}"));
    try (ScriptedProvider server = one.start()) {
      LanguageModel model = one.model(server);
      server.reply(replies.toArray(new Reply[0]));
      try (LogCapture log = new LogCapture()) {
        for (Reply reply : replies) {
          StringWriter thrown = new StringWriter();
          try {
            ask(model, conversation());
          } catch (RuntimeException e) {
            e.printStackTrace(new PrintWriter(thrown));
          }
          assertThat(log.text() + thrown)
              .as("script %d", replies.indexOf(reply))
              .doesNotContain("Incorrect", Providers.KEY, PROMPT, USER, ANSWER, "fact-1");
        }
        assertThat(log.text()).contains(one.model() + ": llm_failed (", "refuses our key");
      }
    }
  }

  private static Completion ask(LanguageModel model, ModelRequest request) {
    return model.complete(request, new ArrayList<>()::add, new Cancellation());
  }

  private static ModelRequest conversation() {
    return new ModelRequest(
        List.of(
            new Message.Instructions(PROMPT, JsonObject.builder().put("fact", "fact-1").build()),
            new Message.FromUser(USER),
            new Message.FromModel(
                "",
                List.of(
                    new ToolCall(
                        "c1", "create_task", JsonObject.builder().put("title", "One").build()),
                    new ToolCall("c2", "create_task", null))),
            new Message.ToolResult("c1", "create_task", JsonObject.empty(), false),
            new Message.ToolResult("c2", "create_task", "refused-because", true),
            new Message.FromModel("Created one.", List.of()),
            new Message.FromUser("Thanks")),
        List.of(CREATE_TASK),
        null,
        Duration.ofSeconds(10));
  }
}
