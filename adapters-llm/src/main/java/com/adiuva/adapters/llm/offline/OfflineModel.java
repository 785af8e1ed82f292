package com.adiuva.adapters.llm.offline;

import com.adiuva.adapters.llm.conversation.Conversation;
import com.adiuva.adapters.llm.conversation.Facts;
import com.adiuva.adapters.llm.conversation.Tools;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.Usage;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.chat.model.ToolSpec;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Understands English commands about tasks, projects, milestones and notes, and says so when it
/// does not. No language model, no network, the same answer to the same request.
final class OfflineModel implements LanguageModel {
  static final String NAME = "offline";

  /// A token is about this many characters.
  private static final int CHARACTERS_PER_TOKEN = 4;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Completion complete(
      ModelRequest request, AnswerListener listener, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    listener.onAccepted(NAME);
    Conversation conversation = Conversation.of(request.messages());
    Facts facts = Facts.of(conversation.data());
    ToolSpec form = request.answerForm();
    if (TemplateAnswers.isAsked(conversation)) {
      TemplateAnswers answers = new TemplateAnswers(conversation);
      return form == null
          ? spoken(request, answers.text(), listener, cancellation)
          : completion(request, "", List.of(), answers.answer(form));
    }
    if (form != null) {
      return completion(request, "", List.of(), new Routing(facts, conversation).answer(form));
    }
    if (request.tools().isEmpty()) {
      return spoken(request, Merging.text(conversation), listener, cancellation);
    }
    Plan plan = new Planner(conversation, facts, new Tools(request.tools())).plan();
    return plan.calls().isEmpty()
        ? spoken(request, plan.text(), listener, cancellation)
        : completion(request, "", plan.calls(), null);
  }

  private static Completion spoken(
      ModelRequest request, String text, Consumer<String> onText, Cancellation cancellation) {
    for (String piece : Pieces.of(text)) {
      cancellation.throwIfCancelled();
      onText.accept(piece);
    }
    return completion(request, text, List.of(), null);
  }

  private static Completion completion(
      ModelRequest request, String text, List<ToolCall> calls, @Nullable JsonObject structured) {
    long output = (long) text.length() + length(structured);
    for (ToolCall call : calls) {
      output += call.name().length() + length(call.arguments());
    }
    long input = request.messages().stream().mapToLong(OfflineModel::length).sum();
    return new Completion(text, calls, structured, false, new Usage(tokens(input), tokens(output)));
  }

  private static long length(Message message) {
    return switch (message) {
      case Message.Instructions m -> m.text().length() + (long) length(m.data());
      case Message.FromUser m -> m.text().length();
      case Message.FromModel m -> m.text().length();
      case Message.ToolResult m -> String.valueOf(m.value()).length();
    };
  }

  private static int length(@Nullable JsonObject object) {
    return object == null ? 0 : object.fields().toString().length();
  }

  private static long tokens(long characters) {
    return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }
}
