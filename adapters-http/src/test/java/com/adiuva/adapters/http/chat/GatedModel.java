package com.adiuva.adapters.http.chat;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A model that goes on only when the test says so. The router's questions it answers by itself.
final class GatedModel implements LanguageModel {
  private static final long PATIENCE_SECONDS = 15;

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  /// A step, told whether the call was cancelled meanwhile.
  private interface Step {
    /// @return the completion, or null when the call goes on
    @org.jspecify.annotations.Nullable
    Completion take(Consumer<String> onText);
  }

  /// One call, waiting for what the test lets it do.
  static final class Call {
    private final ModelRequest request;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Call(ModelRequest request) {
      this.request = request;
    }

    ModelRequest request() {
      return request;
    }

    /// What the last tool returned.
    @org.jspecify.annotations.Nullable
    Object lastResult() {
      return ((Message.ToolResult) request.messages().getLast()).value();
    }

    /// Lets the model write.
    void says(String piece) {
      var _ = saying(piece);
    }

    /// Lets the model write.
    ///
    /// @return completes when the text has been taken from it
    CompletableFuture<Void> saying(String piece) {
      CompletableFuture<Void> taken = new CompletableFuture<>();
      steps.add(onText -> {
        text.append(piece);
        onText.accept(piece);
        taken.complete(null);
        return null;
      });
      return taken;
    }

    void finishes() {
      steps.add(onText -> new Completion(text.toString(), List.of(), null, false, new Usage(7, 3)));
    }

    void calls(String tool, JsonObject arguments) {
      ToolCall toolCall = new ToolCall("call-1", tool, arguments);
      steps.add(onText ->
          new Completion(text.toString(), List.of(toolCall), null, false, new Usage(7, 3)));
    }

    /// @param failure unchecked
    void fails(Throwable failure) {
      steps.add(onText -> {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      });
    }

    /// Waits until the call is told to stop.
    void awaitCancelled() throws Exception {
      cancelled.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Waits until nothing of the call runs any more.
    void awaitEnded() throws Exception {
      ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Completes when the call is told to stop.
    CompletableFuture<Void> cancelled() {
      return cancelled;
    }

    boolean isCancelled() {
      return cancelled.isDone();
    }

    private Completion run(Consumer<String> onText, Cancellation cancellation) {
      Step stop =
          text -> {
            throw new CancellationException("cancelled");
          };
      try (Cancellation.Registration _ =
          cancellation.onCancel(() -> {
            cancelled.complete(null);
            steps.add(stop);
          })) {
        Completion completion = null;
        while (completion == null) {
          completion = steps.take().take(onText);
        }
        return completion;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        ended.complete(null);
      }
    }
  }

  /// The next call that somebody makes.
  Call nextCall() throws Exception {
    Call call = calls.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("nobody called the model");
    }
    return call;
  }

  /// Whether a call was made that no test has taken.
  boolean wasCalled() {
    return !calls.isEmpty();
  }

  @Override
  public String name() {
    return "gated";
  }

  @Override
  public Completion complete(
      ModelRequest request, AnswerListener listener, Cancellation cancellation) {
    if (request.answerForm() != null) {
      JsonObject route = JsonObject.builder().put("agents", List.of("task_agent")).build();
      return new Completion("", List.of(), route, false, Usage.NONE);
    }
    Call call = new Call(request);
    listener.onAccepted(name());
    calls.add(call);
    return call.run(listener, cancellation);
  }
}
