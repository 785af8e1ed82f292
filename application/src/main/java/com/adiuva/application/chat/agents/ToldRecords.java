package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.agents.ToolOutcome;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a client tells of one table when it is asked: its own search counts, and what this request
/// has asked it to change is put over it, since it may not have done so yet.
record ToldRecords(String table, Workspace workspace) {

  /// @param answer records in a list, or one record; anything else is handed on as it is
  /// @param ownReading the same question to the workspace, once that has learnt the records
  ToolOutcome outcome(@Nullable Object answer, Supplier<ToolOutcome> ownReading) {
    return switch (answer) {
      case null -> new ToolOutcome.Refused("the client has no such record");
      case List<?> items -> new ToolOutcome.Found(list(items, ownReading));
      case Map<?, ?> fields -> one(record(fields), ownReading);
      default -> new ToolOutcome.Found(answer);
    };
  }

  private List<Object> list(List<?> items, Supplier<ToolOutcome> ownReading) {
    List<Object> shown = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (Object item : items) {
      if (shown.size() == Listing.MAX_ITEMS) {
        return shown;
      }
      if (item instanceof Map<?, ?> fields) {
        JsonObject record = record(fields);
        record.text("id").ifPresent(told::add);
        learnt(record).ifPresent(known -> shown.add(known.fields()));
      } else if (item != null) {
        shown.add(item);
      }
    }
    if (ownReading.get() instanceof ToolOutcome.Found found
        && found.value() instanceof List<?> own) {
      own.stream()
          .filter(Map.class::isInstance)
          .filter(item -> isNewHere(record((Map<?, ?>) item), told))
          .forEach(shown::add);
    }
    return shown;
  }

  private ToolOutcome one(JsonObject record, Supplier<ToolOutcome> ownReading) {
    if (record.text("id").isEmpty()) {
      return new ToolOutcome.Found(record.fields());
    }
    Optional<JsonObject> known = learnt(record);
    // The own reading notes what the model has seen, which some tools insist on.
    return known.isPresent() && ownReading.get() instanceof ToolOutcome.Found found
        ? found
        : known
            .<ToolOutcome>map(item -> new ToolOutcome.Found(item.fields()))
            .orElseGet(() -> new ToolOutcome.Refused("this record was deleted a moment ago"));
  }

  /// The record as it will be; nothing when it was deleted. One without an id cannot be known.
  private Optional<JsonObject> learnt(JsonObject record) {
    return record
        .text("id")
        .map(id -> workspace.learn(table, id, record))
        .orElseGet(() -> Optional.of(record));
  }

  private boolean isNewHere(JsonObject record, Set<String> told) {
    return record
        .text("id")
        .filter(id -> !told.contains(id) && workspace.isNew(table, id))
        .isPresent();
  }

  private static JsonObject record(Map<?, ?> fields) {
    JsonObject.Builder record = JsonObject.builder();
    fields.forEach((name, value) -> record.put(String.valueOf(name), value));
    return record.build();
  }
}
