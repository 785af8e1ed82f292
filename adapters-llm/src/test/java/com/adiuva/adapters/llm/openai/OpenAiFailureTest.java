package com.adiuva.adapters.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.llm.testkit.ProviderRequest;
import com.adiuva.adapters.llm.testkit.Reply;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that can go wrong between us and a provider.
final class OpenAiFailureTest {
  private final OpenAiFixture fixture = new OpenAiFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void firstPieceArrivesBeforeTheProviderHasFinished() throws Exception {
    CompletableFuture<Void> seen = new CompletableFuture<>();
    fixture.provider.reply(Reply.stream().piece("first").await(seen).piece(" last").end());
    String text =
        fixture
            .model("gpt-4o")
            .complete(
                LanguageModelContract.request("Hello"),
                piece -> seen.complete(null),
                new Cancellation())
            .text();
    assertThat(text).isEqualTo("first last");
    assertThat(fixture.received().answered()).succeedsWithin(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 413, 422, 429, 500, 502, 503, 529})
  void everyStatusButSuccessIsAFailure(int status) throws Exception {
    fixture.provider.reply(
        Reply.status(status, "no", "location: " + fixture.provider.baseUrl() + "/elsewhere"));
    assertThat(fixture.problem()).isEqualTo("llm_failed");
    assertThat(fixture.provider.requests()).as("neither retried nor redirected").hasSize(1);
  }

  @Test
  void garbageIsAFailure() {
    List<Reply> garbage =
        List.of(
            Reply.stream(),
            Reply.stream().done(),
            Reply.stream().usage().done(),
            Reply.stream().event("{\"choices\":[]}").done(),
            Reply.stream().event("{\"choices\":null}").done(),
            Reply.stream().event("[]").end(),
            Reply.stream().event("{\"choices\":\"x\"}").end(),
            Reply.stream().piece("a").event("{\"choices\":[{\"delta\":").end(),
            Reply.stream().piece("a").event("{\"error\":{\"message\":\"overloaded\"}}"),
            Reply.stream().piece("a"),
            Reply.stream().toolCall(0, "c", "create_task", "{}"),
            Reply.stream().finish("content_filter").done(),
            Reply.nothing().raw("HTTP/1.1 204 No Content\r\n\r\n"),
            Reply.nothing().raw("HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n<html></html>"),
            Reply.nothing().raw("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n<html>").cut(),
            Reply.nothing().raw("SSH-2.0-OpenSSH_9.2\r\n\r\n").cut(),
            Reply.nothing().raw("HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(100_000)).cut());
    for (Reply reply : garbage) {
      fixture.provider.reply(reply);
      assertThat(fixture.problem()).as("script %d", garbage.indexOf(reply)).isEqualTo("llm_failed");
    }
  }

  @Test
  void nobodyThereIsUnavailable() {
    for (String url :
        List.of("http://127.0.0.1:1/v1", "http://no-such-host.invalid/v1", "http://[::1]:1/v1")) {
      LanguageModel model =
          new OpenAiModelFactory().create("gpt-4o", Map.of("OPENAI_BASE_URL", url)::get);
      assertThatThrownBy(() ->
              model.complete(
                  LanguageModelContract.request("Hello"), piece -> {}, new Cancellation()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo("llm_unavailable"));
    }
  }

  @Test
  void goneWithoutAWordIsUnavailable() {
    fixture.provider.reply(Reply.nothing().cut());
    assertThat(fixture.problem()).isEqualTo("llm_unavailable");
  }

  @Test
  void aDripDoesNotOutliveTheDeadline() throws Exception {
    String[] pieces = new String[200];
    Arrays.fill(pieces, "x");
    fixture.provider.reply(Reply.textEvery(Duration.ofMillis(50), pieces));
    assertThat(fixture.problem(OpenAiFixture.within(Duration.ofMillis(1500))))
        .isEqualTo("llm_timeout");
    assertThat(fixture.pieces).hasSizeBetween(1, 60);
    assertClosed(fixture.received());
  }

  @Test
  void theSettingBoundsWhatARequestMayTake() throws Exception {
    fixture.provider.reply(Reply.silence());
    LanguageModel model = fixture.model("gpt-4o", "LLM_TIMEOUT_SECONDS", "1");
    assertThatThrownBy(() ->
            model.complete(LanguageModelContract.request("Hello"), piece -> {}, new Cancellation()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo("llm_timeout"));
    assertClosed(fixture.received());
  }

  @Test
  void endlessTextIsCutOff() throws Exception {
    Reply reply = Reply.stream();
    String kilobytes = "x".repeat(64 * 1024);
    for (int i = 0; i < 20; i++) {
      reply = reply.piece(kilobytes);
    }
    fixture.provider.reply(reply.hang());
    assertThat(fixture.problem()).isEqualTo("llm_failed");
    assertThat(String.join("", fixture.pieces)).hasSize(1024 * 1024);
    assertClosed(fixture.received());
  }

  @Test
  void absurdArgumentsAreCutOff() throws Exception {
    String megabyte = "{\"title\":\"" + "x".repeat(1024 * 1024) + "\"}";
    fixture.provider.reply(
        Reply.stream().toolCall(0, "c", "create_task", megabyte).hang(),
        Reply.call("create_task", "{\"title\":\"" + "x".repeat(200 * 1024) + "\"}"));
    assertThat(fixture.problem()).isEqualTo("llm_failed");
    assertClosed(fixture.received());
    assertThat(fixture.ask().toolCalls()).hasSize(1);
  }

  @Test
  void aFloodOfOtherBytesIsCutOff() throws Exception {
    Reply reply = Reply.stream();
    String comment = ": " + "x".repeat(1024 * 1024) + "\n\n";
    String chunk = Integer.toHexString(comment.length()) + "\r\n" + comment + "\r\n";
    for (int i = 0; i < 20; i++) {
      reply = reply.raw(chunk);
    }
    fixture.provider.reply(reply.hang());
    assertThat(fixture.problem()).isEqualTo("llm_failed");
    assertClosed(fixture.received());
  }

  @Test
  void theListenersExceptionClosesTheConnection() throws Exception {
    fixture.provider.reply(Reply.stream().piece("a").piece("b").hang());
    StackOverflowError own = new StackOverflowError();
    assertThatThrownBy(() ->
            fixture
                .model("gpt-4o")
                .complete(
                    LanguageModelContract.request("Hello"),
                    piece -> {
                      throw own;
                    },
                    new Cancellation()))
        .isSameAs(own);
    assertClosed(fixture.received());
  }

  @Test
  void anInterruptClosesTheConnection() throws Exception {
    fixture.provider.reply(Reply.silence(), Reply.stream().piece("a").hang());
    for (int i = 0; i < 2; i++) {
      CompletableFuture<Throwable> outcome = new CompletableFuture<>();
      Thread thread =
          Thread.startVirtualThread(() -> {
            try {
              fixture.ask();
            } catch (CancellationException e) {
              outcome.complete(Thread.currentThread().isInterrupted() ? e : null);
            }
          });
      ProviderRequest request = fixture.received();
      thread.interrupt();
      assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
      assertClosed(request);
    }
  }

  @Test
  void keepsOneConnectionForCallsInARow() throws Exception {
    LanguageModel model = fixture.model("gpt-4o");
    for (int i = 0; i < 10; i++) {
      model.complete(LanguageModelContract.request("Hi"), piece -> {}, new Cancellation());
    }
    List<ProviderRequest> requests = fixture.provider.requests();
    assertThat(requests).hasSize(10);
    assertThat(requests).extracting(ProviderRequest::closed).containsOnly(requests.get(0).closed());
  }

  /// Whenever the cancelling falls, the call ends at once, and a broken-off connection is closed.
  @Test
  void cancelsAtAnyMoment() throws Exception {
    long seed = 20_261_121;
    Random random = new Random(seed);
    fixture.provider.otherwise(
        request -> Reply.textEvery(Duration.ofMillis(1), "a", "b", "c", "d"));
    LanguageModel model = fixture.model("gpt-4o");
    int cancelled = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        Cancellation cancellation = new Cancellation();
        ModelRequest request = OpenAiFixture.within(Duration.ofSeconds(20));
        Future<List<String>> call =
            threads.submit(() -> {
              List<String> pieces = new ArrayList<>();
              try {
                model.complete(request, pieces::add, cancellation);
                return pieces;
              } catch (CancellationException expected) {
                return List.of("cancelled");
              }
            });
        LockSupport.parkNanos(random.nextLong(8_000_000));
        cancellation.cancel();
        List<String> outcome = call.get(2, TimeUnit.SECONDS);
        assertThat(outcome)
            .as("seed %d, call %d", seed, i)
            .isIn(List.of("cancelled"), List.of("a", "b", "c", "d"));
        cancelled += outcome.size() == 1 ? 1 : 0;
      }
    }
    assertThat(cancelled).isBetween(20, 200);
    for (ProviderRequest request : fixture.provider.requests()) {
      CompletableFuture.anyOf(request.closed(), request.answered()).get(2, TimeUnit.SECONDS);
    }
    assertThat(fixture.provider.openConnections()).isLessThanOrEqualTo(3);
  }

  private static void assertClosed(ProviderRequest request) {
    assertThat(request.closed()).succeedsWithin(Duration.ofSeconds(1));
  }
}
