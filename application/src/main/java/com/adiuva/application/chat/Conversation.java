package com.adiuva.application.chat;

import com.adiuva.application.chat.agents.Workspace;
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
    return messages(instructions, history.subList(from, history.size()), request);
  }

  static List<Message> forAgent(Message.Instructions instructions, ChatRequest request) {
    return messages(instructions, request.context().history(), request);
  }

  /// The facts an agent works from; what is empty is left out.
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
    if (!sent.userProfile().fields().isEmpty()) {
      facts.put("user_profile", sent.userProfile());
    }
    putUnlessEmpty(facts, "relevant_documents", context.relevantDocuments());
    putUnlessEmpty(facts, "projects", Workspace.of(context).projectNames());
    putUnlessEmpty(facts, "previous_results", previous.stream().map(AgentResult::toJson).toList());
    return facts.build();
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

  private static void putUnlessEmpty(JsonObject.Builder facts, String name, List<?> values) {
    if (!values.isEmpty()) {
      facts.put(name, values);
    }
  }
}
