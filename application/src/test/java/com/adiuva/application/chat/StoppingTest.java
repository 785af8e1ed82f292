package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static com.adiuva.application.chat.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.application.chat.waiting.Deadline;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoppingTest {

  @Test
  void aCancelledRequestAsksNoModel() {
    ScriptedModel router = new ScriptedModel(routesTo("task_agent"));
    Chat chat = new Chat(router, new ScriptedModel());
    chat.cancellation.cancel();

    assertThatThrownBy(() -> chat.send("Hi")).isInstanceOf(CancellationException.class);
    assertThat(router.requests()).isEmpty();
    assertThat(chat.events).isEmpty();
  }

  @Test
  void cancellingBetweenTwoToolsRunsOnlyTheFirst() {
    ScriptedModel model =
        new ScriptedModel(
            calls(call("create_task", "title", "A"), call("create_task", "title", "B")),
            says("Done."));
    Chat chat = Chat.with("task_agent", model);

    assertThatThrownBy(() ->
            chat.send(
                "Create A and B",
                ChatContext.empty(Chat.ZONE),
                event -> {
                  if (event instanceof ChatEvent.ActionRequested) {
                    chat.cancellation.cancel();
                  }
                }))
        .isInstanceOf(CancellationException.class);
    assertThat(chat.kinds()).isEqualTo("AgentStarted ActionRequested");
    assertThat(model.requests()).hasSize(1);
  }

  @Test
  void cancellingBetweenTwoAgentsStartsNoSecondModelCall() {
    ScriptedModel model = new ScriptedModel(says("One."), says("Two."), says("Merged."));
    Chat chat = new Chat(new ScriptedModel(routesTo("project_agent", "task_agent")), model);

    assertThatThrownBy(() ->
            chat.send(
                "Both",
                ChatContext.empty(Chat.ZONE),
                event -> {
                  if (event.equals(new ChatEvent.AgentStarted("task_agent"))) {
                    chat.cancellation.cancel();
                  }
                }))
        .isInstanceOf(CancellationException.class);
    assertThat(model.requests()).hasSize(1);
  }

  @Test
  void eachCallMayUseTheTimeThatIsLeftOfAll() {
    ScriptedModel router = new ScriptedModel(routesTo("task_agent"));
    ScriptedModel model = new ScriptedModel(calls(call("list_tasks")), says("None."));

    new Chat(router, model).send("Which?");

    List<Duration> timeouts =
        List.of(
            Duration.ofSeconds(60),
            router.requests().get(0).timeout(),
            model.requests().get(0).timeout(),
            model.requests().get(1).timeout(),
            Duration.ZERO);
    assertThat(timeouts).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(timeouts).doesNotHaveDuplicates();
  }

  @Test
  void aRequestWhoseTimeIsOverTimesOut() {
    Chat chat =
        new Chat(
            new ScriptedModel(),
            new ScriptedModel(),
            AgentRegistry.withBuiltInAgents(),
            Duration.ofNanos(1));

    assertThatThrownBy(() -> chat.send("Hi"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.LlmTimeout()));
  }

  @Test
  void theDeadlineCountsDown() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // such clocks may overflow
    Deadline deadline = new Deadline(Duration.ofNanos(10), nanos::get);

    assertThat(deadline.left()).isEqualTo(Duration.ofNanos(10));
    nanos.addAndGet(9);
    assertThat(deadline.left()).isEqualTo(Duration.ofNanos(1));
    nanos.incrementAndGet();
    assertThatThrownBy(deadline::left).isInstanceOf(ProblemException.class);
  }
}
