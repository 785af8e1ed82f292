package com.adiuva.application.chat.waiting;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.ClientAnswer;
import com.adiuva.domain.chat.ClientTools;
import com.adiuva.domain.shared.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The client of one request, which can be asked: for its own data instead of what came with the
/// request, and for a person's word before anything is deleted.
public final class LiveClient {
  private final ClientTools tools;
  private final Consumer<ChatEvent> events;
  private final Deadline deadline;
  private final Cancellation cancellation;
  private final Consumer<@Nullable Object> heard;

  /// Table and data of what was not approved, whichever agent wanted it.
  private final Set<List<Object>> refused = new HashSet<>();

  private boolean silent;

  /// @param events the one way out to this client
  /// @param heard hears what the client said of its data, in the form of [JsonObject]'s values
  public LiveClient(
      ClientTools tools,
      Consumer<ChatEvent> events,
      Deadline deadline,
      Cancellation cancellation,
      Consumer<@Nullable Object> heard) {
    this.tools = tools;
    this.events = events;
    this.deadline = deadline;
    this.cancellation = cancellation;
    this.heard = heard;
  }

  /// What the client says. One that once did not answer is not asked again in this request: it
  /// would use up the time of all that is left to do.
  public ClientAnswer read(String tool, JsonObject arguments) {
    if (silent) {
      return new ClientAnswer.Silent();
    }
    ClientAnswer answer = tools.read(tool, arguments, deadline.left(), events, cancellation);
    switch (answer) {
      case ClientAnswer.Told told -> heard.accept(told.value());
      case ClientAnswer.Failed failed -> heard.accept(failed.reason());
      case ClientAnswer.Silent nothing -> silent = true;
    }
    return answer;
  }

  /// Whether the action may go out. A person is asked before each delete, except where the same was
  /// refused before: a model that insists asks nobody twice. The wait is not the request's time.
  public boolean approves(Action action) {
    if (action.type() != Action.Type.DELETE_RECORD) {
      return true;
    }
    List<Object> what = List.of(action.table(), action.data());
    boolean approved =
        !refused.contains(what)
            && deadline.paused(() -> tools.approves(action, events, cancellation));
    if (!approved) {
      refused.add(what);
    }
    cancellation.throwIfCancelled();
    return approved;
  }
}
