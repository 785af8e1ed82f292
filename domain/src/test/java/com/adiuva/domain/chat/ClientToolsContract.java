package com.adiuva.domain.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/// What every [ClientTools] promises. An adapter's test implements it and says how a client's
/// answers reach the adapter.
public interface ClientToolsContract {
  JsonObject ARGUMENTS = JsonObject.builder().put("status", "todo").build();
  Action DELETION =
      new Action(
          Action.Type.DELETE_RECORD,
          "tasks",
          JsonObject.builder().put("id", "t1").build(),
          "task_agent");

  /// The port under test, which waits for a person not longer than a tenth of a second.
  ClientTools tools();

  /// The client sends a tool's result.
  void tells(String id, ClientAnswer answer);

  /// The client sends a person's word.
  void decides(String id, boolean approved);

  private ClientAnswer read(java.util.function.Consumer<ChatEvent> events, Cancellation stop) {
    return tools().read("list_tasks", ARGUMENTS, Duration.ofSeconds(10), events, stop);
  }

  private static String id(ChatEvent event) {
    return switch (event) {
      case ChatEvent.ToolCalled call -> call.id();
      case ChatEvent.ApprovalRequested request -> request.id();
      default -> throw new AssertionError(event);
    };
  }

  @Test
  default void asksOnceAndHandsOnWhatTheClientTells() {
    List<ChatEvent> asked = new ArrayList<>();
    ClientAnswer told = new ClientAnswer.Told(List.of("a", "b"));
    ClientAnswer answer =
        read(
            event -> {
              asked.add(event);
              tells(id(event), told);
            },
            new Cancellation());
    assertThat(answer).isEqualTo(told);
    assertThat(asked)
        .containsExactly(new ChatEvent.ToolCalled(id(asked.getFirst()), "list_tasks", ARGUMENTS));
  }

  @Test
  default void handsOnThatTheClientFailed() {
    ClientAnswer failed = new ClientAnswer.Failed("locked");
    assertThat(read(event -> tells(id(event), failed), new Cancellation())).isEqualTo(failed);
  }

  @Test
  default void aResultMayComeFromAnotherThread() {
    ClientAnswer told = new ClientAnswer.Told(null);
    ClientAnswer answer =
        read(event -> Thread.ofVirtual().start(() -> tells(id(event), told)), new Cancellation());
    assertThat(answer).isEqualTo(told);
  }

  @Test
  default void saysSilentWhenTheTimeIsOver() {
    assertThat(
            tools()
                .read(
                    "list_tasks", ARGUMENTS, Duration.ofMillis(1), event -> {}, new Cancellation()))
        .isEqualTo(new ClientAnswer.Silent());
  }

  @Test
  default void onlyThePersonsWordApproves() {
    for (boolean word : new boolean[] {true, false}) {
      boolean approved =
          tools()
              .approves(
                  DELETION,
                  event -> {
                    assertThat(event)
                        .isEqualTo(new ChatEvent.ApprovalRequested(id(event), DELETION));
                    tells(id(event), new ClientAnswer.Told(true));
                    decides("another", !word);
                    decides(id(event), word);
                    decides(id(event), !word);
                  },
                  new Cancellation());
      assertThat(approved).isEqualTo(word);
    }
  }

  @Test
  default void aPersonWhoSaysNothingSaysNo() {
    assertThat(tools().approves(DELETION, event -> {}, new Cancellation())).isFalse();
  }

  @Test
  default void anAnswerToAnEarlierQuestionDoesNotCount() {
    List<String> ids = new ArrayList<>();
    for (String value : List.of("one", "two")) {
      ClientAnswer answer =
          read(
              event -> {
                ids.forEach(earlier -> tells(earlier, new ClientAnswer.Told("late")));
                ids.add(id(event));
                decides(id(event), true);
                tells(id(event), new ClientAnswer.Told(value));
                tells(id(event), new ClientAnswer.Told("twice"));
              },
              new Cancellation());
      assertThat(answer).isEqualTo(new ClientAnswer.Told(value));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  default void cancellingEndsTheWait() {
    Cancellation stop = new Cancellation();
    assertThatThrownBy(() -> read(event -> Thread.ofVirtual().start(stop::cancel), stop))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> tools().approves(DELETION, event -> {}, stop))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  default void nothingIsAskedOnceCancelled() {
    Cancellation stop = new Cancellation();
    stop.cancel();
    List<ChatEvent> asked = new ArrayList<>();
    assertThatThrownBy(() -> read(asked::add, stop)).isInstanceOf(CancellationException.class);
    assertThat(asked).isEmpty();
  }

  @Test
  default void whatTheConsumerThrowsComesOut() {
    assertThatThrownBy(() ->
            read(
                event -> {
                  throw new IllegalArgumentException("no");
                },
                new Cancellation()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
