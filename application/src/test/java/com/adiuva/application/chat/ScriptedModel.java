package com.adiuva.application.chat;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A model that says what a test tells it to, and remembers what it was asked. Each call costs 10
/// tokens in and 1 out.
final class ScriptedModel implements LanguageModel {
  static final String NAME = "scripted";
  static final Usage PER_CALL = new Usage(10, 1);

  private final Supplier<@Nullable Step> script;
  private final List<ModelRequest> requests = Collections.synchronizedList(new ArrayList<>());

  ScriptedModel(Step... steps) {
    this(new ArrayDeque<>(List.of(steps))::poll);
  }

  private ScriptedModel(Supplier<@Nullable Step> script) {
    this.script = script;
  }

  /// Answers every call alike.
  static ScriptedModel always(Step step) {
    return new ScriptedModel(() -> step);
  }

  /// One call's answer.
  @FunctionalInterface
  interface Step {
    Completion answer(ModelRequest request, AnswerListener listener);
  }

  static Step says(String... pieces) {
    return saysAndCalls(List.of(pieces));
  }

  static Step calls(ToolCall... calls) {
    return saysAndCalls(List.of(), calls);
  }

  static Step saysAndCalls(List<String> pieces, ToolCall... calls) {
    return (request, listener) -> {
      listener.onAccepted(NAME);
      pieces.forEach(listener);
      return new Completion(String.join("", pieces), List.of(calls), null, false, PER_CALL);
    };
  }

  static Step saysUntilFull(String text) {
    return (request, listener) -> {
      listener.onAccepted(NAME);
      listener.accept(text);
      return new Completion(text, List.of(), null, true, PER_CALL);
    };
  }

  static Step routesTo(String... agents) {
    JsonObject answer = JsonObject.builder().put("agents", List.of(agents)).build();
    return (request, listener) -> {
      listener.onAccepted(NAME);
      return new Completion("", List.of(), answer, false, PER_CALL);
    };
  }

  /// Is not there, or refuses.
  static Step fails(Problem problem) {
    return (request, listener) -> {
      throw new ProblemException(problem);
    };
  }

  /// The model of that name begins to answer, perhaps in place of this one, and fails then.
  static Step breaks(String model, Problem problem, String... pieces) {
    return (request, listener) -> {
      listener.onAccepted(model);
      List.of(pieces).forEach(listener);
      throw new ProblemException(problem);
    };
  }

  /// A call of a tool, with arguments as names and values in turn.
  static ToolCall call(String tool, @Nullable Object... namesAndValues) {
    JsonObject.Builder arguments = JsonObject.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return new ToolCall("call-" + tool, tool, arguments.build());
  }

  List<ModelRequest> requests() {
    return requests;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Completion complete(
      ModelRequest request, AnswerListener listener, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    requests.add(request);
    Step step = script.get();
    if (step == null) {
      throw new AssertionError("the script has no answer for call " + requests.size());
    }
    return step.answer(
        request,
        listener.withText(piece -> {
          listener.accept(piece);
          cancellation.throwIfCancelled();
        }));
  }
}
