package com.adiuva.application.chat;

import com.adiuva.application.chat.agents.Workspace;
import com.adiuva.application.limits.PromptLimits;
import com.adiuva.application.limits.PromptLimits.Shown;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.shared.JsonObject;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Puts a request into the messages that models read.
final class Conversation {
  private static final int ROUTER_TURNS = 6;

  private Conversation() {}

  /// For the router: the last few turns are enough to know what "it" is.
  static List<Message> forRouter(Message.Instructions instructions, ChatRequest request) {
    List<Turn> history = request.context().history();
    int from = Math.max(0, history.size() - ROUTER_TURNS);
    List<Turn> last = history.subList(from, history.size());
    return messages(instructions, PromptLimits.historyForRouter(last).items(), request);
  }

  static List<Message> forAgent(Message.Instructions instructions, ChatRequest request) {
    return messages(
        instructions, PromptLimits.history(request.context().history()).items(), request);
  }

  /// The facts an agent works from; what is empty is left out, and what is too long, which
  /// `omitted` counts.
  static JsonObject facts(AgentContext context, List<AgentResult> previous) {
    ChatContext sent = context.data();
    OffsetDateTime now = context.now().atZone(sent.zone()).toOffsetDateTime();
    LocalDate today = now.toLocalDate();
    JsonObject.Builder facts =
        JsonObject.builder()
            .put(
                "now",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.truncatedTo(ChronoUnit.SECONDS)))
            .put("weekday", today.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
            .put("today_start_ms", today.atStartOfDay(sent.zone()).toInstant().toEpochMilli())
            .put("timezone", sent.zone().getId())
            .put("locale", sent.locale().toLanguageTag());
    JsonObject profile = PromptLimits.profile(sent.userProfile());
    if (!profile.fields().isEmpty()) {
      facts.put("user_profile", profile);
    }
    JsonObject.Builder omitted = JsonObject.builder();
    count(omitted, "user_profile", sent.userProfile().fields().size() - profile.fields().size());
    count(omitted, "earlier_messages", PromptLimits.history(sent.history()).omitted());
    put(facts, omitted, "relevant_documents", PromptLimits.documents(context.relevantDocuments()));
    put(
        facts,
        omitted,
        "projects",
        PromptLimits.projectNames(Workspace.of(context).projectNames()));
    put(
        facts,
        omitted,
        "previous_results",
        PromptLimits.previousResults(previous.stream().map(AgentResult::toJson).toList()));
    JsonObject counts = omitted.build();
    return counts.fields().isEmpty() ? facts.build() : facts.put("omitted", counts).build();
  }

  private static List<Message> messages(
      Message.Instructions instructions, List<Turn> history, ChatRequest request) {
    List<Message> messages = new ArrayList<>();
    messages.add(instructions);
    for (Turn turn : history) {
      messages.add(
          switch (turn.speaker()) {
            case USER -> new Message.FromUser(turn.content());
            case ASSISTANT -> new Message.FromModel(turn.content(), List.of());
          });
    }
    messages.add(new Message.FromUser(request.message()));
    return messages;
  }

  private static void put(
      JsonObject.Builder facts, JsonObject.Builder omitted, String name, Shown<?> shown) {
    if (!shown.items().isEmpty()) {
      facts.put(name, shown.items());
    }
    count(omitted, name, shown.omitted());
  }

  private static void count(JsonObject.Builder omitted, String name, int items) {
    if (items > 0) {
      omitted.put(name, items);
    }
  }
}
