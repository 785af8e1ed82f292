package com.adiuva.adapters.llm.steps;

import com.adiuva.adapters.llm.conversation.Conversation;
import com.adiuva.adapters.llm.conversation.Facts;
import com.adiuva.adapters.llm.conversation.Known;
import com.adiuva.adapters.llm.conversation.Mention;
import com.adiuva.adapters.llm.conversation.Reading;
import com.adiuva.adapters.llm.conversation.Tools;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.chat.model.ToolCall;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One agent's call while its wishes are gone through in order. Used by one thread.
public final class Turn {
  private final Conversation conversation;
  private final Facts facts;
  private final Tools tools;
  private final Reading reading;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, String> written = new HashMap<>();

  public Turn(Conversation conversation, Facts facts, Tools tools, Reading reading) {
    this.conversation = conversation;
    this.facts = facts;
    this.tools = tools;
    this.reading = reading;
  }

  public Facts facts() {
    return facts;
  }

  public Tools tools() {
    return tools;
  }

  /// The record of this kind that the conversation was about last, or null.
  public @Nullable Mention remembered(Topic topic) {
    return reading.remembered(topic);
  }

  /// What came of the wishes before, in order.
  public List<Step> steps() {
    return steps;
  }

  public void add(Step step) {
    steps.add(step);
  }

  /// Whether an earlier wish is not done yet.
  public boolean isBusy() {
    return steps.stream().anyMatch(step -> !(step instanceof Step.Say));
  }

  /// Whether an earlier wish has something to do yet to this record, or to one not known yet.
  public boolean isBusyWith(Known record) {
    return steps.stream()
        .anyMatch(step ->
            switch (step) {
              case Step.Call call ->
                  call.record() != null && call.record().id().equals(record.id());
              case Step.Wait wait -> true;
              case Step.Say said -> false;
            });
  }

  /// What an earlier wish has made of the note's content, or null.
  public @Nullable String written(Known note) {
    return written.get(note.id());
  }

  public void wrote(Known note, String content) {
    written.put(note.id(), content);
  }

  /// The record that an earlier wish was about last, or null.
  public @Nullable Known lastKnown(Topic topic) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Step.Say said
          && said.record() != null
          && said.record().topic() == topic) {
        return said.record();
      }
    }
    return null;
  }

  /// What a tool returned, or null before it was called.
  public Message.@Nullable ToolResult result(ToolCall call) {
    return conversation.result(call.id());
  }

  /// A call that only reads: asked once for the same arguments, whoever wants it.
  public ToolCall read(String tool, JsonObject arguments) {
    ToolCall call = tools.call("", tool, arguments);
    JsonObject sent = call.arguments();
    String key = Integer.toHexString(sent == null ? 0 : sent.fields().toString().hashCode());
    return new ToolCall("read-" + tool + "-" + key, tool, call.arguments());
  }

  /// The records in what a tool returned.
  public static List<JsonObject> records(Message.ToolResult result) {
    Object value = result.value();
    if (value instanceof Map<?, ?> map) {
      for (Object field : map.values()) {
        if (field instanceof List<?>) {
          value = field;
        }
      }
    }
    List<JsonObject> records = new ArrayList<>();
    if (value instanceof List<?> list && !result.failed()) {
      for (Object item : list) {
        if (item instanceof Map<?, ?>) {
          records.add(object(item));
        }
      }
    }
    return records;
  }

  public static JsonObject object(@Nullable Object value) {
    return JsonObject.builder()
        .put("value", value)
        .build()
        .object("value")
        .orElse(JsonObject.empty());
  }
}
