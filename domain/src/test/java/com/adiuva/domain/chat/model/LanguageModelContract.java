package com.adiuva.domain.chat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every [LanguageModel] promises. An adapter's test implements it and says which model
/// answers which request how; [Remote] adds what only a model behind a network can do wrong.
public interface LanguageModelContract {

  /// A model, and a request to put to it.
  record Scene(LanguageModel model, ModelRequest request) {
    Completion play(List<String> pieces) {
      return model.complete(request, pieces::add, new Cancellation());
    }
  }

  /// Answered with a text in at least two pieces and without a tool call, however often it is put.
  Scene answersInText();

  /// Offers at least one tool and is answered with at least one call that fits its schema.
  Scene callsTool();

  /// Asks for a schema-bound answer and gets one.
  Scene answersInForm();

  /// A request of the least content, for scenes: instructions, one message, ten seconds.
  static ModelRequest request(String message, ToolSpec... tools) {
    return new ModelRequest(
        List.of(
            new Message.Instructions("Help the user.", JsonObject.empty()),
            new Message.FromUser(message)),
        List.of(tools),
        null,
        Duration.ofSeconds(10));
  }

  /// The same for a schema-bound answer.
  static ModelRequest request(String message, ToolSpec answerForm, Duration timeout) {
    return new ModelRequest(request(message).messages(), List.of(), answerForm, timeout);
  }

  @Test
  default void hasANameForTheLog() {
    assertThat(answersInText().model().name()).matches("[a-z]+(/\\S+)?");
  }

  @Test
  default void piecesJoinedAreTheText() {
    List<String> pieces = new ArrayList<>();
    Completion completion = answersInText().play(pieces);
    assertThat(pieces).hasSizeGreaterThan(1).doesNotContain("");
    assertThat(completion.text()).isEqualTo(String.join("", pieces));
    assertThat(completion.toolCalls()).isEmpty();
    assertThat(completion.structured()).isNull();
    assertThat(completion.truncated()).isFalse();
  }

  @Test
  default void piecesArriveOnTheCallingThread() {
    Scene scene = answersInText();
    List<Thread> threads = new ArrayList<>();
    scene
        .model()
        .complete(
            scene.request(), piece -> threads.add(Thread.currentThread()), new Cancellation());
    assertThat(threads).isNotEmpty().containsOnly(Thread.currentThread());
  }

  @Test
  default void tellsWhoWasPutToWork() {
    for (Scene scene : List.of(answersInText(), callsTool(), answersInForm())) {
      HeardAnswer heard = new HeardAnswer();
      Completion completion = scene.model().complete(scene.request(), heard, new Cancellation());
      String who = completion.model().isEmpty() ? scene.model().name() : completion.model();
      assertThat(heard.accepted()).containsExactly(who);
    }
  }

  @Test
  default void tellsWhoWasPutToWorkWhenTheListenerEndsIt() {
    Scene scene = answersInText();
    Completion whole = scene.play(new ArrayList<>());
    HeardAnswer heard =
        new HeardAnswer() {
          @Override
          public void accept(String piece) {
            throw new IllegalStateException("the listener's own");
          }
        };
    assertThatThrownBy(() -> scene.model().complete(scene.request(), heard, new Cancellation()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(heard.accepted())
        .containsExactly(whole.model().isEmpty() ? scene.model().name() : whole.model());
  }

  @Test
  default void countsTokensFromZero() {
    Completion completion = answersInText().play(new ArrayList<>());
    assertThat(completion.usage().inputTokens()).isNotNegative();
    assertThat(completion.usage().outputTokens()).isNotNegative();
  }

  @Test
  default void callsAToolWithArgumentsThatFit() {
    Scene scene = callsTool();
    assertCallsFit(scene, scene.play(new ArrayList<>()));
  }

  private static void assertCallsFit(Scene scene, Completion completion) {
    assertThat(completion.toolCalls()).isNotEmpty();
    for (ToolCall call : completion.toolCalls()) {
      ToolSpec tool =
          scene.request().tools().stream()
              .filter(spec -> spec.name().equals(call.name()))
              .findFirst()
              .orElseThrow();
      JsonObject arguments = call.arguments();
      assertThat(arguments).isNotNull();
      assertThat(tool.violations(arguments == null ? JsonObject.empty() : arguments)).isEmpty();
      assertThat(call.id()).isNotBlank();
    }
    assertThat(completion.toolCalls()).extracting(ToolCall::id).doesNotHaveDuplicates();
  }

  @Test
  default void schemaBoundAnswerFitsItsFormAndIsNotStreamed() {
    Scene scene = answersInForm();
    List<String> pieces = new ArrayList<>();
    JsonObject structured = scene.play(pieces).structured();
    ToolSpec form = scene.request().answerForm();
    assertThat(pieces).isEmpty();
    assertThat(structured).isNotNull();
    assertThat(form).isNotNull();
    if (structured != null && form != null) {
      assertThat(form.violations(structured)).isEmpty();
    }
  }

  @Test
  default void cancelledBeforehandItSaysNothing() {
    Scene scene = answersInText();
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    HeardAnswer heard = new HeardAnswer();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> scene.model().complete(scene.request(), heard, cancellation));
    assertThat(heard.pieces()).isEmpty();
    assertThat(heard.accepted()).isEmpty();
  }

  @Test
  default void cancelledAtTheFirstPieceItSaysNoMore() {
    Scene scene = answersInText();
    Cancellation cancellation = new Cancellation();
    List<String> pieces = new ArrayList<>();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() ->
            scene
                .model()
                .complete(
                    scene.request(),
                    piece -> {
                      pieces.add(piece);
                      cancellation.cancel();
                    },
                    cancellation));
    assertThat(pieces).hasSize(1);
  }

  @Test
  default void whatTheListenerThrowsComesOutAsItIs() {
    Scene scene = answersInText();
    RuntimeException own = new IllegalStateException("the listener's own");
    List<String> pieces = new ArrayList<>();
    assertThatThrownBy(() ->
            scene
                .model()
                .complete(
                    scene.request(),
                    piece -> {
                      pieces.add(piece);
                      throw own;
                    },
                    new Cancellation()))
        .isSameAs(own);
    assertThat(pieces).hasSize(1);
  }

  @Test
  default void servesManyThreadsAtOnce() throws Exception {
    Scene scene = answersInText();
    String expected = scene.play(new ArrayList<>()).text();
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        answers.add(
            threads.submit(() -> {
              go.await();
              List<String> pieces = new ArrayList<>();
              scene.play(pieces);
              return String.join("", pieces);
            }));
      }
      go.countDown();
      for (Future<String> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(expected);
      }
    }
  }

  /// What a model behind a network promises besides.
  interface Remote extends LanguageModelContract {

    /// The ways in which a provider fails.
    enum Fault {
      /// Nobody listens there.
      UNREACHABLE("llm_unavailable"),
      /// The connection is reset before any answer.
      RESET("llm_unavailable"),
      /// Our key is refused.
      UNAUTHORIZED("llm_failed"),
      /// We ask for what it does not take, such as more context than it has room for.
      BAD_REQUEST("llm_failed"),
      /// We ask too often.
      TOO_MANY_REQUESTS("llm_failed"),
      /// The provider has an error of its own.
      SERVER_ERROR("llm_failed"),
      /// What comes is not the protocol.
      GARBAGE("llm_failed"),
      /// The connection breaks within the answer.
      CUT("llm_failed"),
      /// The answer is closed properly before its end.
      TRUNCATED("llm_failed"),
      /// No byte of an answer comes.
      SILENCE("llm_timeout"),
      /// The answer begins and does not go on.
      STALL("llm_timeout");

      private final String code;

      Fault(String code) {
        this.code = code;
      }

      /// Whether the provider may have worked by then, and charge for it.
      private boolean worked() {
        return switch (this) {
          case UNREACHABLE, RESET, UNAUTHORIZED, BAD_REQUEST, TOO_MANY_REQUESTS, SERVER_ERROR ->
              false;
          case GARBAGE, CUT, TRUNCATED, SILENCE, STALL -> true;
        };
      }
    }

    /// Answered with two calls or more at once, each of which fits its tool's schema.
    Scene callsToolsInParallel();

    /// Answered with a call whose arguments are not what the provider promises.
    Scene callsToolWithBrokenArguments();

    /// A model whose provider fails like this. The request may wait for half a second.
    Scene failing(Fault fault);

    /// Completes when the connection of the provider's latest request is closed by us. Waits for
    /// the request first.
    CompletableFuture<?> connectionClosed() throws InterruptedException;

    @Test
    default void tokensComeBack() {
      for (Scene scene : List.of(answersInText(), callsTool(), answersInForm())) {
        Usage usage = scene.play(new ArrayList<>()).usage();
        assertThat(usage.inputTokens()).isPositive();
        assertThat(usage.outputTokens()).isPositive();
      }
    }

    @Test
    default void parallelCallsStayApart() {
      Scene scene = callsToolsInParallel();
      Completion completion = scene.play(new ArrayList<>());
      assertThat(completion.toolCalls()).hasSizeGreaterThan(1);
      assertCallsFit(scene, completion);
      assertThat(completion.toolCalls()).extracting(ToolCall::arguments).doesNotHaveDuplicates();
    }

    /// The model is told, or the call fails; nothing is made up.
    @Test
    default void brokenArgumentsAreNotGuessedAt() {
      Completion completion;
      try {
        completion = callsToolWithBrokenArguments().play(new ArrayList<>());
      } catch (ProblemException e) {
        assertThat(e.problem().code()).isEqualTo("llm_failed");
        return;
      }
      assertThat(completion.toolCalls()).isNotEmpty();
      assertThat(completion.toolCalls()).extracting(ToolCall::arguments).containsOnlyNulls();
    }

    @Test
    default void failuresAreToldApart() {
      for (Fault fault : Fault.values()) {
        assertThatThrownBy(() -> failing(fault).play(new ArrayList<>()))
            .as(fault.name())
            .isInstanceOfSatisfying(
                ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(fault.code));
      }
    }

    /// Else users would pay for a provider that refuses everything.
    @Test
    default void tellsOfWorkOnlyWhereTheProviderMayHaveDoneAny() {
      for (Fault fault : Fault.values()) {
        Scene scene = failing(fault);
        HeardAnswer heard = new HeardAnswer();
        assertThatThrownBy(() -> scene.model().complete(scene.request(), heard, new Cancellation()))
            .isInstanceOf(ProblemException.class);
        assertThat(heard.accepted())
            .as(fault.name())
            .isEqualTo(fault.worked() ? List.of(scene.model().name()) : List.of());
      }
    }

    @Test
    default void cancelledBeforeTheFirstPieceItClosesTheConnection() throws Exception {
      closesWhenCancelled(failing(Fault.SILENCE), new CountDownLatch(0));
    }

    @Test
    default void cancelledWithinTheAnswerItClosesTheConnection() throws Exception {
      closesWhenCancelled(failing(Fault.STALL), new CountDownLatch(1));
    }

    private void closesWhenCancelled(Scene scene, CountDownLatch piecesBefore) throws Exception {
      ModelRequest patient =
          new ModelRequest(scene.request().messages(), List.of(), null, Duration.ofSeconds(30));
      Cancellation cancellation = new Cancellation();
      HeardAnswer heard =
          new HeardAnswer() {
            @Override
            public void accept(String piece) {
              piecesBefore.countDown();
            }
          };
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> call = threads.submit(() -> scene.model().complete(patient, heard, cancellation));
        CompletableFuture<?> closed = connectionClosed();
        assertThat(piecesBefore.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).isNotDone();
        cancellation.cancel();
        closed.get(1, TimeUnit.SECONDS);
        assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
            .hasCauseInstanceOf(CancellationException.class);
        assertThat(heard.accepted()).containsExactly(scene.model().name());
      }
    }
  }
}
