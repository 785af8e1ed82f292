package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.breaks;
import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.fails;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static com.adiuva.application.chat.ScriptedModel.says;
import static com.adiuva.application.chat.ScriptedModel.saysAndCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.adiuva.application.limits.Metering;
import com.adiuva.application.limits.TokenBudgets;
import com.adiuva.application.plans.StepRequest;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.TokenEstimate;
import com.adiuva.domain.limits.InMemoryTokenLedger;
import com.adiuva.domain.limits.TokenLedger;
import com.adiuva.domain.plans.TemplateId;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeteredChatTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final UserId ANN = Chat.CALLER.id();

  private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
  private final List<UserId> unsettled = new CopyOnWriteArrayList<>();
  private final List<Metering> opened = new ArrayList<>();

  private Metering metering(TokenLedger tokens, long budget) {
    Metering metering =
        new Metering(
            tokens,
            budget == 0 ? TokenBudgets.UNLIMITED : new TokenBudgets(Map.of(Tier.PRO, budget)),
            unsettled::add,
            Clock.fixed(Chat.NOW, ZoneId.of("UTC")),
            new Random(8));
    opened.add(metering);
    return metering;
  }

  /// What the ledger knows when everything was brought to it.
  private InMemoryTokenLedger settled() {
    assertThat(opened).allMatch(metering -> metering.awaitSettled(Duration.ofSeconds(10)));
    return ledger;
  }

  private Chat chat(ScriptedModel model, long budget) {
    return new Chat(new ScriptedModel(routesTo("task_agent")), model, metering(ledger, budget));
  }

  private Usage spent() {
    return settled().usage(ANN, TODAY).stream()
        .map(TokenLedger.DayUsage::usage)
        .reduce(Usage.NONE, Usage::plus);
  }

  private static void assertOverBudget(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.BudgetExceeded.class));
  }

  @Test
  void everyCallIsCountedForWhoAsked() {
    ScriptedModel model = new ScriptedModel(calls(call("list_tasks")), says("None."));
    ChatAnswer answer = chat(model, 0).send("Which?");

    assertThat(answer.usage()).isEqualTo(new Usage(30, 3));
    assertThat(settled().usage(ANN, TODAY))
        .containsExactly(new TokenLedger.DayUsage(TODAY, "scripted", answer.usage()));
    assertThat(settled().usage(Chat.OTHER.id(), TODAY)).isEmpty();
  }

  @Test
  void aStepOfAPlanIsCounted() {
    Chat chat = chat(new ScriptedModel(says("A summary.")), 0);
    StepRequest step =
        new StepRequest(new TemplateId("tpl_note_weekly_summary"), Map.of("tasks", "some"), null);
    chat.assistant().steps().run(Chat.CALLER, step, new Cancellation());
    assertThat(spent()).isEqualTo(ScriptedModel.PER_CALL);
  }

  @Test
  void aFallbackIsCountedByItsOwnName() {
    ScriptedModel model =
        new ScriptedModel((request, onText) ->
            new Completion("Hi.", List.of(), null, false, new Usage(5, 2), "other/model"));
    chat(model, 0).send("Hi");
    assertThat(settled().usage(ANN, TODAY))
        .containsExactly(
            new TokenLedger.DayUsage(TODAY, "other/model", new Usage(5, 2)),
            new TokenLedger.DayUsage(TODAY, "scripted", ScriptedModel.PER_CALL));
  }

  @Test
  void whereAProviderDoesNotSayItIsEstimated() {
    ScriptedModel model =
        new ScriptedModel(
            (request, onText) -> new Completion("12345678", List.of(), null, false, Usage.NONE));
    ChatAnswer answer = chat(model, 0).send("Hi");
    long sent = TokenEstimate.of(model.requests().get(0));
    assertThat(sent).isGreaterThan(200);
    assertThat(answer.usage()).isEqualTo(new Usage(10 + sent, 1 + 2));
    assertThat(spent()).isEqualTo(answer.usage());
  }

  @Test
  void aCancelledCallCostsWhatWasSentAndHeard() {
    ScriptedModel model = new ScriptedModel(says("Once ", "upon ", "a time"));
    Chat chat = chat(model, 1_000_000);
    assertThatThrownBy(() ->
            chat.send(
                "Tell me",
                ChatContext.empty(Chat.ZONE),
                event -> {
                  if (event instanceof ChatEvent.Delta) {
                    chat.cancellation.cancel();
                  }
                }))
        .isInstanceOf(CancellationException.class);
    long sent = TokenEstimate.of(model.requests().get(0));
    assertThat(spent()).isEqualTo(new Usage(10 + sent, 1 + 2));
    assertThat(settled().reserved()).isZero();
  }

  @Test
  void cancelledAtAnyPointEverythingIsSettledAndNothingStaysReserved() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      int heard = random.nextInt(6);
      ScriptedModel model =
          new ScriptedModel(
              saysAndCalls(List.of("Let ", "me ", "see."), call("create_task", "title", "A")),
              says("It ", "is ", "done."));
      Chat chat = chat(model, 1_000_000_000);
      Usage before = spent();
      int[] left = {heard};
      assertThatThrownBy(() ->
              chat.send(
                  "Create A",
                  ChatContext.empty(Chat.ZONE),
                  event -> {
                    if (left[0]-- == 0) {
                      chat.cancellation.cancel();
                    }
                  }))
          .isInstanceOf(CancellationException.class);
      assertThat(settled().reserved()).isZero();
      long sent = spent().inputTokens() - before.inputTokens();
      // the call that was cancelled is estimated, those before it are known
      long known = 10L * (heard < 4 ? 1 : 2);
      boolean broken = heard != 0 && heard != 4;
      assertThat(sent - known)
          .as("cancelled at event %d", heard)
          .isEqualTo(broken ? TokenEstimate.of(model.requests().getLast()) : 0);
    }
  }

  @Test
  void aFailedCallCostsWhatWasSentWhereAProviderMayHaveWorkedForIt() {
    for (Problem problem : List.of(new Problem.LlmFailed(), new Problem.LlmTimeout())) {
      Usage before = spent();
      ScriptedModel broken = new ScriptedModel(breaks("scripted", problem));
      assertThatThrownBy(() -> chat(broken, 1_000_000).send("Hi"));
      long sent = TokenEstimate.of(broken.requests().get(0));
      assertThat(spent()).isEqualTo(before.plus(new Usage(10 + sent, 1)));
    }
    assertThat(settled().reserved()).isZero();
  }

  /// Otherwise a wrong key or a provider's rate limit would use up everybody's budgets.
  @Test
  void whatNoProviderWorkedForCostsNothing() {
    for (Problem problem :
        List.of(new Problem.LlmFailed(), new Problem.LlmTimeout(), new Problem.LlmUnavailable())) {
      Usage before = spent();
      assertThatThrownBy(() -> chat(new ScriptedModel(fails(problem)), 1_000_000).send("Hi"));
      assertThat(spent()).as("only the router").isEqualTo(before.plus(ScriptedModel.PER_CALL));
    }
    ScriptedModel waiting =
        new ScriptedModel((request, onText) -> {
          throw new CancellationException("between two attempts");
        });
    Usage before = spent();
    assertThatThrownBy(() -> chat(waiting, 1_000_000).send("Hi"))
        .isInstanceOf(CancellationException.class);
    assertThat(spent()).isEqualTo(before.plus(ScriptedModel.PER_CALL));
    assertThat(settled().reserved()).isZero();
  }

  @Test
  void aBrokenFallbackIsCountedByItsOwnName() {
    ScriptedModel model =
        new ScriptedModel(breaks("other/model", new Problem.LlmFailed(), "Once ", "upon"));
    assertThatThrownBy(() -> chat(model, 0).send("Hi"));
    long sent = TokenEstimate.of(model.requests().get(0));
    assertThat(settled().usage(ANN, TODAY))
        .containsExactly(
            new TokenLedger.DayUsage(TODAY, "other/model", new Usage(sent, 2 + 1)),
            new TokenLedger.DayUsage(TODAY, "scripted", ScriptedModel.PER_CALL));
  }

  @Test
  void c13_overTheBudgetNoModelIsAsked() {
    ledger.settle(new TokenLedger.Spent(ANN, TODAY, "m", new Usage(99_000, 990)), null);
    ScriptedModel router = new ScriptedModel();
    Chat chat = new Chat(router, new ScriptedModel(), metering(ledger, 100_000));

    assertThatThrownBy(() -> chat.send("Hi"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(
                        new Problem.BudgetExceeded(
                            99_990,
                            100_000,
                            TODAY.plusDays(1).atStartOfDay(ZoneId.of("UTC")).toInstant())));
    assertThat(router.requests()).isEmpty();
    assertThat(chat.events).isEmpty();
  }

  @Test
  void c13_theBudgetEndsALoopOfCalls() {
    ScriptedModel model =
        ScriptedModel.always((request, onText) ->
            new Completion("", List.of(call("list_tasks")), null, false, new Usage(5_000, 0)));
    Chat chat = chat(model, 12_000);
    assertOverBudget(catchThrowable(() -> chat.send("Loop")));
    assertThat(model.requests()).hasSize(3);
    assertThat(spent()).isEqualTo(new Usage(15_010, 1));
  }

  @Test
  void theAgentsWordsAreTheAnswerWhenTheMergeIsTooDear() {
    ScriptedModel model =
        new ScriptedModel(
            says("One."),
            (request, onText) ->
                new Completion("Two.", List.of(), null, false, new Usage(9_999, 0)));
    Chat chat =
        new Chat(
            new ScriptedModel(routesTo("task_agent", "project_agent")),
            model,
            metering(ledger, 10_000));
    assertThat(chat.send("Both").response()).startsWith("One.");
  }

  @Test
  void aLedgerThatIsAwayTakesNoAnswerAwayAndLearnsOfItLater() {
    FlakyLedger flaky = new FlakyLedger(ledger);
    Chat chat =
        new Chat(
            ScriptedModel.always(routesTo("task_agent")),
            ScriptedModel.always(says("Hi.")),
            metering(flaky, 0));
    flaky.away = true;
    assertThat(chat.send("Hi").response()).isEqualTo("Hi.");
    assertThat(spent()).isEqualTo(Usage.NONE);
    assertThat(unsettled).as("once for each time it was tried").hasSizeBetween(1, 2);
    assertThat(unsettled).containsOnly(ANN);

    flaky.away = false;
    chat.send("Hi");
    assertThat(spent()).isEqualTo(new Usage(40, 4));
  }

  @Test
  void withABudgetALedgerThatIsAwayAllowsNothing() {
    FlakyLedger flaky = new FlakyLedger(ledger);
    flaky.away = true;
    ScriptedModel router = new ScriptedModel();
    Chat chat = new Chat(router, new ScriptedModel(), metering(flaky, 1_000_000));
    assertThatThrownBy(() -> chat.send("Hi"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.DatabaseUnavailable()));
    assertThat(router.requests()).isEmpty();
  }

  private static final class FlakyLedger implements TokenLedger {
    private final TokenLedger behind;
    private boolean away;

    private FlakyLedger(TokenLedger behind) {
      this.behind = behind;
    }

    @Override
    public Grant reserve(Reservation reservation, long limit, Instant now) {
      failIfAway();
      return behind.reserve(reservation, limit, now);
    }

    @Override
    public void settle(Spent spent, @Nullable UUID reservation) {
      failIfAway();
      behind.settle(spent, reservation);
    }

    @Override
    public void settle(List<Spent> spent) {
      failIfAway();
      behind.settle(spent);
    }

    @Override
    public List<DayUsage> usage(UserId user, LocalDate from) {
      return behind.usage(user, from);
    }

    private void failIfAway() {
      if (away) {
        throw new ProblemException(new Problem.DatabaseUnavailable());
      }
    }
  }
}
