package com.adiuva.domain.chat;

import com.adiuva.domain.shared.JsonObject;

/// What happens while an answer is made, in order: the vocabulary of the sockets, and by collecting
/// it, of the plain request. Failures are exceptions, not events.
public sealed interface ChatEvent {

  /// An agent starts to work.
  record AgentStarted(String agent) implements ChatEvent {}

  /// A piece of the answer, never empty, as the model writes it.
  record Delta(String text) implements ChatEvent {
    public Delta {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("a delta has text");
      }
    }

    @Override
    public String toString() {
      return "Delta[" + text.length() + " characters]";
    }
  }

  /// The client shall do this.
  record ActionRequested(Action action) implements ChatEvent {}

  /// The client is asked to read its own data; an answer refers to the id.
  ///
  /// @param arguments that fit the tool's schema
  record ToolCalled(String id, String tool, JsonObject arguments) implements ChatEvent {
    /// Without the arguments.
    @Override
    public String toString() {
      return "ToolCalled[" + id + " " + tool + "]";
    }
  }

  /// A person is asked whether the client may do this; an answer refers to the id. The action
  /// itself follows as [ActionRequested] once it was approved.
  record ApprovalRequested(String id, Action action) implements ChatEvent {}

  /// The end, with the whole answer.
  record Done(ChatAnswer answer) implements ChatEvent {}
}
