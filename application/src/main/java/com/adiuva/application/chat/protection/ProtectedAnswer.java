package com.adiuva.application.chat.protection;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatEvent;
import java.util.IdentityHashMap;
import java.util.function.Consumer;

/// The one way out for what is made for a request: passes its events on as they may be seen. Used
/// by one thread at a time.
public final class ProtectedAnswer implements Consumer<ChatEvent> {
  private final ProtectedRequest protection;
  private final Consumer<ChatEvent> events;
  private final TextFilter filter;
  private final StringBuilder response = new StringBuilder();
  private final IdentityHashMap<Action, Action> actions = new IdentityHashMap<>();

  /// @param events hears what may be seen
  public ProtectedAnswer(ProtectedRequest protection, Consumer<ChatEvent> events) {
    this.protection = protection;
    this.events = events;
    this.filter = protection.answer();
  }

  @Override
  public void accept(ChatEvent event) {
    switch (event) {
      case ChatEvent.AgentStarted started -> events.accept(started);
      case ChatEvent.Delta delta -> say(filter.next(delta.text()));
      case ChatEvent.ActionRequested requested ->
          events.accept(new ChatEvent.ActionRequested(seen(requested.action())));
      case ChatEvent.ToolCalled called ->
          events.accept(
              new ChatEvent.ToolCalled(
                  called.id(), called.tool(), protection.json(called.arguments())));
      case ChatEvent.ApprovalRequested asked ->
          events.accept(new ChatEvent.ApprovalRequested(asked.id(), seen(asked.action())));
      case ChatEvent.Done done -> finish(done.answer());
    }
  }

  /// Says the rest of the text, then that it is done.
  ///
  /// @return the answer as it may be seen
  public ChatAnswer finish(ChatAnswer answer) {
    say(filter.end());
    ChatAnswer seen =
        new ChatAnswer(
            response.toString(),
            answer.actions().stream().map(this::seen).toList(),
            answer.agent(),
            answer.finishReason(),
            answer.usage());
    events.accept(new ChatEvent.Done(seen));
    return seen;
  }

  private Action seen(Action action) {
    return actions.computeIfAbsent(action, protection::action);
  }

  private void say(String text) {
    if (!text.isEmpty()) {
      response.append(text);
      events.accept(new ChatEvent.Delta(text));
    }
  }

  /// Without what was said.
  @Override
  public String toString() {
    return "ProtectedAnswer[" + response.length() + " characters]";
  }
}
