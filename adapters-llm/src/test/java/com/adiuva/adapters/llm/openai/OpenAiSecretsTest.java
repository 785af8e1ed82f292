package com.adiuva.adapters.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.llm.shared.ProviderSettings;
import com.adiuva.adapters.llm.testkit.LogCapture;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.shared.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Neither the key, nor what the user said, nor what the provider said gets into an exception or a
/// log, at whatever level.
final class OpenAiSecretsTest {
  private static final String PROMPT = "prompt-2c91";
  private static final String USER = "user-text-77aa";
  private static final String ANSWER = "answer-text-e05b";
  private static final String RANT = "Incorrect API key provided: " + OpenAiFixture.KEY;

  private final OpenAiFixture fixture = new OpenAiFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void whatTheProviderSaysGoesNowhere() {
    String error = "{\"error\":{\"message\":\"" + RANT + "\"}}";
    List<Reply> replies =
        List.of(
            Reply.status(401, RANT),
            Reply.status(429, RANT, "retry-after: 1", "x-key: " + OpenAiFixture.KEY),
            Reply.status(500, RANT),
            Reply.nothing().raw("HTTP/1.1 401 " + RANT + "\r\ncontent-length: 0\r\n\r\n"),
            Reply.nothing().raw(RANT + "\r\n\r\n").cut(),
            Reply.nothing().raw("HTTP/1.1 200 OK\r\n" + RANT + "\r\n\r\n").cut(),
            Reply.stream().raw(RANT).cut(),
            Reply.stream().event(RANT),
            Reply.stream().event(error),
            Reply.stream().event("{" + RANT + "}").end(),
            Reply.stream().event("[\"" + RANT + "\"]").end(),
            Reply.stream().piece(ANSWER).raw("0b\r\nevent: error\r\n").event(error).end(),
            Reply.stream().piece(ANSWER).event("{\"choices\":\"" + RANT + "\"}").end(),
            Reply.stream().toolCall(0, "c", "", "{\"" + RANT + "\":1}").end(),
            Reply.stream().piece(ANSWER).cut());
    for (Reply reply : replies) {
      fixture.provider.reply(reply);
      String said = everythingSaid();
      assertThat(said)
          .as("script %d", replies.indexOf(reply))
          .contains("openai/gpt-4o: llm_failed (")
          .contains("ProblemException")
          .doesNotContain("Incorrect", OpenAiFixture.KEY, PROMPT, USER, ANSWER);
    }
  }

  @Test
  void aGoodAnswerIsNotLoggedEither() {
    fixture.provider.reply(Reply.text(ANSWER), Reply.call("create_task", "{\"title\":\"x\"}"));
    for (int i = 0; i < 2; i++) {
      assertThat(everythingSaid()).doesNotContain(OpenAiFixture.KEY, PROMPT, USER, ANSWER);
    }
  }

  @Test
  void theKeyIsNotPrinted() {
    assertThat(new ProviderSettings("http://localhost/v1", OpenAiFixture.KEY, Duration.ZERO))
        .asString()
        .doesNotContain(OpenAiFixture.KEY);
  }

  /// One call: what was logged meanwhile, and all of the exception if there was one.
  private String everythingSaid() {
    ModelRequest request =
        new ModelRequest(
            List.of(
                new Message.Instructions(PROMPT, JsonObject.builder().put("title", USER).build()),
                new Message.FromUser(USER)),
            List.of(OpenAiFixture.CREATE_TASK),
            null,
            Duration.ofSeconds(10));
    LanguageModel model = fixture.model("gpt-4o");
    try (LogCapture log = new LogCapture()) {
      StringWriter thrown = new StringWriter();
      try {
        model.complete(request, piece -> {}, new Cancellation());
      } catch (RuntimeException e) {
        e.printStackTrace(new PrintWriter(thrown));
      }
      return log.text() + thrown;
    }
  }
}
