package com.adiuva.application.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.application.limits.Metering;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.ChatAnswer;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatEvent;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ClientTools;
import com.adiuva.domain.chat.ExecutionMode;
import com.adiuva.domain.chat.FinishReason;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.shared.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Talks to an assistant as the edge does, and holds every answer against what all answers promise.
final class Chat {
  static final Instant NOW = Instant.parse("2026-11-21T21:05:09.123Z");
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  static final Caller CALLER =
      new Caller(
          new UserId(new UUID(1, 2)),
          new SessionId(new UUID(3, 4)),
          new EmailAddress("ann@example.org"),
          Role.USER,
          Tier.PRO);
  static final Caller OTHER =
      new Caller(
          new UserId(new UUID(5, 6)),
          new SessionId(new UUID(7, 8)),
          new EmailAddress("bob@example.org"),
          Role.USER,
          Tier.PRO);

  final List<ChatEvent> events = new ArrayList<>();
  final Cancellation cancellation = new Cancellation();
  private final Assistant assistant;
  private Caller caller = CALLER;

  Chat(ScriptedModel router, ScriptedModel agent) {
    this(router, agent, AgentRegistry.withBuiltInAgents());
  }

  Chat(ScriptedModel router, ScriptedModel agent, AgentRegistry registry) {
    this(router, agent, registry, Duration.ofSeconds(60));
  }

  Chat(ScriptedModel router, ScriptedModel agent, AgentRegistry registry, Duration timeout) {
    assistant =
        new Assistant(
            router, agent, registry, Clock.fixed(NOW, ZoneId.of("UTC")), new Random(7), timeout);
  }

  /// With somebody who counts.
  Chat(ScriptedModel router, ScriptedModel agent, Metering metering) {
    assistant =
        new Assistant(
            new Assistant.Models(router, agent, metering),
            AgentRegistry.withBuiltInAgents(),
            Clock.fixed(NOW, ZoneId.of("UTC")),
            new Random(7),
            Duration.ofSeconds(60));
  }

  /// With every message routed to one agent.
  static Chat with(String agent, ScriptedModel model) {
    return new Chat(new ScriptedModel(ScriptedModel.routesTo(agent)), model);
  }

  static Caller withTier(Tier tier) {
    return new Caller(CALLER.id(), CALLER.session(), CALLER.email(), CALLER.role(), tier);
  }

  /// With a caller of this tier.
  Chat of(Tier tier) {
    caller = withTier(tier);
    return this;
  }

  ChatAnswer send(String message) {
    return send(message, ChatContext.empty(ZONE));
  }

  ChatAnswer send(String message, ChatContext context) {
    return send(message, context, event -> {});
  }

  ChatAnswer send(String message, ChatContext context, Consumer<ChatEvent> listener) {
    events.clear();
    return held(
        assistant.chat(
            caller,
            new ChatRequest(message, context, ExecutionMode.DIRECT),
            event -> {
              events.add(event);
              listener.accept(event);
            },
            cancellation));
  }

  /// As a client that can be asked.
  ChatAnswer converse(String message, ChatContext context, ClientTools client) {
    return converse(message, context, client, event -> {});
  }

  ChatAnswer converse(
      String message, ChatContext context, ClientTools client, Consumer<ChatEvent> listener) {
    events.clear();
    ChatAnswer answer =
        assistant.converse(
            CALLER,
            new ChatRequest(message, context, ExecutionMode.DIRECT),
            client,
            event -> {
              events.add(event);
              listener.accept(event);
            },
            cancellation);
    return answer.finishReason() == FinishReason.CANCELLED ? answer : held(answer);
  }

  /// Without the router.
  ChatAnswer call(String agent, String message) {
    events.clear();
    return held(
        assistant.call(
            agent,
            caller,
            new ChatRequest(message, ChatContext.empty(ZONE), ExecutionMode.DIRECT),
            events::add,
            cancellation));
  }

  private ChatAnswer held(ChatAnswer answer) {
    assertThat(events.getLast()).isEqualTo(new ChatEvent.Done(answer));
    assertThat(answer.response()).isEqualTo(String.join("", deltas())).isNotBlank();
    assertThat(answer.actions())
        .isEqualTo(
            of(ChatEvent.ActionRequested.class).stream()
                .map(ChatEvent.ActionRequested::action)
                .toList());
    assertThat(answer.agent()).isEqualTo(of(ChatEvent.AgentStarted.class).getLast().agent());
    return answer;
  }

  Assistant assistant() {
    return assistant;
  }

  List<String> deltas() {
    return of(ChatEvent.Delta.class).stream().map(ChatEvent.Delta::text).toList();
  }

  /// The kinds of the events, such as `AgentStarted Delta Done`.
  String kinds() {
    return events.stream()
        .map(event -> event.getClass().getSimpleName())
        .collect(Collectors.joining(" "));
  }

  private <E extends ChatEvent> List<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static ChatContext context(
      List<Turn> history, List<JsonObject> tasks, List<JsonObject> projects) {
    return new ChatContext(
        JsonObject.empty(),
        ZONE,
        Locale.ENGLISH,
        List.of(),
        history,
        tasks,
        List.of(),
        projects,
        List.of(),
        List.of());
  }

  /// With the note `n1`.
  static ChatContext withNote(String content) {
    return new ChatContext(
        JsonObject.empty(),
        ZONE,
        Locale.ENGLISH,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(json("id", "n1", "title", "T", "content", content)));
  }

  /// Why a call was refused.
  static String errorIn(Message.ToolResult result) {
    assertThat(result.failed()).isTrue();
    assertThat(result.value()).isInstanceOf(Map.class);
    return String.valueOf(result.value());
  }

  static JsonObject json(@Nullable Object... namesAndValues) {
    JsonObject.Builder object = JsonObject.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object.build();
  }
}
