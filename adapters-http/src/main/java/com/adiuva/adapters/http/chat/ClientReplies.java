package com.adiuva.adapters.http.chat;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.ClientAnswer;
import com.adiuva.domain.chat.ClientTools;
import com.adiuva.domain.shared.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/// Where one run's questions to its client wait for the frames that answer them. Thread-safe.
final class ClientReplies implements ClientTools {
  private final String name;
  private final Duration toolResult;
  private final Duration approval;
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<String, Question> open = new LinkedHashMap<>();

  private record Question(ChatEvent event, CompletableFuture<Object> reply) {}

  /// @param name begins every id, and is this run's alone
  /// @param toolResult how long a tool's result may take
  /// @param approval how long a person may think
  ClientReplies(String name, Duration toolResult, Duration approval) {
    this.name = name;
    this.toolResult = toolResult;
    this.approval = approval;
  }

  @Override
  public ClientAnswer read(
      String tool,
      JsonObject arguments,
      Duration atMost,
      Consumer<ChatEvent> events,
      Cancellation cancellation) {
    Duration patience = atMost.compareTo(toolResult) < 0 ? atMost : toolResult;
    Function<String, ChatEvent> question = id -> new ChatEvent.ToolCalled(id, tool, arguments);
    Object reply = ask(question, new ClientAnswer.Silent(), patience, events, cancellation);
    return (ClientAnswer) reply;
  }

  @Override
  public boolean approves(Action action, Consumer<ChatEvent> events, Cancellation cancellation) {
    Function<String, ChatEvent> question = id -> new ChatEvent.ApprovalRequested(id, action);
    return (Boolean) ask(question, false, approval, events, cancellation);
  }

  /// Takes a tool's result; nothing where nobody waits for it (any more).
  void told(String id, ClientAnswer answer) {
    reply(id, ChatEvent.ToolCalled.class, answer);
  }

  /// Takes a person's word; nothing where nobody waits for it (any more).
  void decided(String id, boolean approved) {
    reply(id, ChatEvent.ApprovalRequested.class, approved);
  }

  /// The questions that wait for an answer, the oldest first.
  List<ChatEvent> unanswered() {
    synchronized (open) {
      return new ArrayList<>(open.values().stream().map(Question::event).toList());
    }
  }

  private void reply(String id, Class<? extends ChatEvent> kind, Object reply) {
    Question question;
    synchronized (open) {
      question = open.get(id);
    }
    if (question != null && kind.isInstance(question.event())) {
      question.reply().complete(reply);
    }
  }

  private Object ask(
      Function<String, ChatEvent> event,
      Object silence,
      Duration patience,
      Consumer<ChatEvent> events,
      Cancellation cancellation) {
    cancellation.throwIfCancelled();
    String id = name + "-" + asked.incrementAndGet();
    Question question = new Question(event.apply(id), new CompletableFuture<>());
    // Before it is asked: the answer may come before we wait for it.
    synchronized (open) {
      open.put(id, question);
    }
    try (Cancellation.Registration _ =
        cancellation.onCancel(() -> question.reply().cancel(false))) {
      events.accept(question.event());
      return question.reply().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return silence;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reply never fails", e);
    } finally {
      synchronized (open) {
        open.remove(id);
      }
    }
  }
}
