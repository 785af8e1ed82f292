package com.adiuva.adapters.llm.streaming;

import com.adiuva.adapters.llm.http.BodyStream;
import com.adiuva.adapters.llm.http.Connection;
import com.adiuva.adapters.llm.http.Deadline;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Calls langchain4j's streaming models as the [com.adiuva.domain.chat.model.LanguageModel] port
/// promises it, whatever the provider. The model must have been built with
/// [ProviderHttp#builder()].
public final class StreamedCalls {
  private static final Duration SHORTEST_STALL = Duration.ofSeconds(20);
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final String modelName;
  private final ProviderHttp http;
  private final Duration longest;
  private final Protocol protocol;
  private final UnaryOperator<Duration> stallLimit;
  private final ToolSchemas schemas = new ToolSchemas();

  /// @param modelName for the log and for listeners
  /// @param longest the most time a call may take, whatever its request allows
  public StreamedCalls(String modelName, ProviderHttp http, Duration longest, Protocol protocol) {
    this(modelName, http, longest, protocol, StreamedCalls::stallLimit);
  }

  /// @param stallLimit the longest silence within an answer that has begun, by the call's time
  StreamedCalls(
      String modelName,
      ProviderHttp http,
      Duration longest,
      Protocol protocol,
      UnaryOperator<Duration> stallLimit) {
    this.modelName = modelName;
    this.http = http;
    this.longest = longest;
    this.protocol = protocol;
    this.stallLimit = stallLimit;
  }

  /// As [com.adiuva.domain.chat.model.LanguageModel#complete].
  public Completion complete(
      StreamingChatModel model,
      ModelRequest request,
      AnswerListener listener,
      Cancellation cancellation) {
    cancellation.throwIfCancelled();
    Duration timeout = request.timeout();
    Duration time = timeout.compareTo(longest) < 0 ? timeout : longest;
    Deadline deadline = Deadline.after(time);
    Duration patience = Patience.now();
    Deadline firstByte = patience.compareTo(time) < 0 ? Deadline.after(patience) : deadline;
    Connection connection = http.connection();
    BodyStream body =
        new BodyStream(connection, deadline, firstByte, stallLimit.apply(time), MOST_BYTES);
    Exchange exchange =
        new Exchange(connection, modelName, firstByte, deadline, body, protocol.isLast());
    StreamedAnswer answer =
        new StreamedAnswer(request.answerForm() == null ? listener : piece -> {}, exchange);
    try (connection;
        var _ = cancellation.onCancel(exchange::abort)) {
      ask(model, request, exchange, answer);
      cancellation.throwIfCancelled();
      return completion(request, exchange, answer);
    } finally {
      if (exchange.isAccepted()) {
        listener.onAccepted(modelName);
      }
    }
  }

  /// Whoever grants a call much time has a model that thinks for long, also within its answer.
  static Duration stallLimit(Duration time) {
    Duration half = time.dividedBy(2);
    return half.compareTo(SHORTEST_STALL) < 0 ? SHORTEST_STALL : half;
  }

  private void ask(
      StreamingChatModel model, ModelRequest request, Exchange exchange, StreamedAnswer answer) {
    ChatRequest chatRequest = chatRequest(request);
    try {
      ScopedValue.where(ProviderHttp.EXCHANGE, exchange).run(() -> model.chat(chatRequest, answer));
    } catch (ProblemException | CancellationException e) {
      if (answer.thrownByCaller() == null && answer.reason() == null) {
        throw e; // else it is only the echo of our giving up
      }
    } catch (RuntimeException e) {
      throw exchange.failed(
          new Problem.LlmFailed(), "garbage in the answer: " + e.getClass().getSimpleName());
    }
    rethrow(answer.thrownByCaller());
    String reason = answer.reason();
    if (reason != null) {
      throw answer.tooMuch()
          ? exchange.failedForGood(new Problem.LlmFailed(), reason)
          : exchange.failed(new Problem.LlmFailed(), reason);
    }
  }

  private static void rethrow(@Nullable Throwable thrown) {
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private ChatRequest chatRequest(ModelRequest request) {
    ChatRequest.Builder builder =
        ChatRequest.builder().messages(ChatMessages.from(request.messages()));
    if (!request.tools().isEmpty()) {
      builder.toolSpecifications(request.tools().stream().map(schemas::tool).toList());
    }
    ToolSpec form = request.answerForm();
    if (form != null && protocol.formAsTool()) {
      builder.toolSpecifications(schemas.tool(form)).toolChoice(ToolChoice.REQUIRED);
    } else if (form != null) {
      builder.responseFormat(ToolSchemas.answer(form));
    }
    return builder.build();
  }

  private static Completion completion(
      ModelRequest request, Exchange exchange, StreamedAnswer answer) {
    ChatResponse response = answer.response();
    if (response == null) {
      throw exchange.failed(new Problem.LlmFailed(), "no answer");
    }
    List<ToolExecutionRequest> called = response.aiMessage().toolExecutionRequests();
    FinishReason finish = response.finishReason();
    boolean nothing = answer.text().isEmpty() && called.isEmpty();
    if (finish == null && (nothing || !exchange.lastEventSeen())) {
      throw exchange.failed(new Problem.LlmFailed(), "the answer ended early");
    }
    if (finish == FinishReason.CONTENT_FILTER && nothing) {
      throw exchange.failedForGood(new Problem.LlmFailed(), "filtered by the provider");
    }
    if (finish == FinishReason.OTHER && nothing) {
      throw exchange.failed(new Problem.LlmFailed(), "an empty answer");
    }
    boolean truncated = finish == FinishReason.LENGTH;
    Usage usage = usage(response.tokenUsage());
    if (request.answerForm() == null) {
      List<ToolCall> calls = ToolCalls.from(called, request.messages());
      return new Completion(answer.text(), calls, null, truncated, usage);
    }
    String form = called.isEmpty() ? answer.text() : called.get(0).arguments();
    return new Completion(form, List.of(), ModelJson.parse(form), truncated, usage);
  }

  private static Usage usage(@Nullable TokenUsage usage) {
    if (usage == null) {
      return Usage.NONE;
    }
    long input = count(usage.inputTokenCount());
    // some count what the model thought only in the total, but charge for it like for output
    long output = Math.max(count(usage.outputTokenCount()), count(usage.totalTokenCount()) - input);
    return new Usage(input, output);
  }

  private static long count(@Nullable Integer tokens) {
    return tokens == null ? 0 : Math.max(0, tokens);
  }
}
