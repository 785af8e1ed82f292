package com.adiuva.domain.chat;

import com.adiuva.domain.shared.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A client that does what a test tells it to, and remembers what it was asked. Unless told, it
/// says nothing and waits only a moment.
public final class ScriptedClient implements ClientTools {
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  public final List<ChatEvent.ToolCalled> reads = new ArrayList<>();
  public final List<Action> approvals = new ArrayList<>();
  private final Map<String, CompletableFuture<Object>> open = new ConcurrentHashMap<>();
  private Function<ChatEvent.ToolCalled, @Nullable ClientAnswer> reader = call -> null;
  private Function<Action, @Nullable Boolean> person = action -> null;
  private int asked;

  /// @param answers null to stay silent
  public ScriptedClient reads(Function<ChatEvent.ToolCalled, @Nullable ClientAnswer> answers) {
    this.reader = answers;
    return this;
  }

  /// @param decides null to stay silent
  public ScriptedClient approves(Function<Action, @Nullable Boolean> decides) {
    this.person = decides;
    return this;
  }

  void tells(String id, ClientAnswer answer) {
    reply("r" + id, answer);
  }

  void decides(String id, boolean approved) {
    reply("a" + id, approved);
  }

  @Override
  public ClientAnswer read(
      String tool,
      JsonObject arguments,
      Duration atMost,
      Consumer<ChatEvent> events,
      Cancellation cancellation) {
    String id = Integer.toString(++asked);
    ChatEvent.ToolCalled call = new ChatEvent.ToolCalled(id, tool, arguments);
    Object answer =
        ask(
            "r" + id,
            () -> {
              reads.add(call);
              events.accept(call);
              return reader.apply(call);
            },
            cancellation);
    return answer instanceof ClientAnswer told ? told : new ClientAnswer.Silent();
  }

  @Override
  public boolean approves(Action action, Consumer<ChatEvent> events, Cancellation cancellation) {
    String id = Integer.toString(++asked);
    Object answer =
        ask(
            "a" + id,
            () -> {
              approvals.add(action);
              events.accept(new ChatEvent.ApprovalRequested(id, action));
              return person.apply(action);
            },
            cancellation);
    return Boolean.TRUE.equals(answer);
  }

  private void reply(String key, Object reply) {
    CompletableFuture<Object> waiting = open.get(key);
    if (waiting != null) {
      waiting.complete(reply);
    }
  }

  private interface Question {
    @Nullable Object put();
  }

  private @Nullable Object ask(String key, Question question, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    CompletableFuture<Object> reply = new CompletableFuture<>();
    open.put(key, reply);
    Cancellation.Registration registration = cancellation.onCancel(() -> reply.cancel(false));
    try {
      Object scripted = question.put();
      if (scripted != null) {
        reply.complete(scripted);
      }
      return reply.get(A_MOMENT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (CancellationException e) {
      throw e;
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      registration.close();
      open.remove(key);
    }
  }
}
