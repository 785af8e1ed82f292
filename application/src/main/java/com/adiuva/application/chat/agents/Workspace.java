package com.adiuva.application.chat.agents;

import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.agents.AgentContext;
import com.adiuva.domain.shared.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The client's records as they will be once it has applied this request's actions: what it sent,
/// overlaid with what was asked of it since.
public final class Workspace {
  /// The client's tables, as actions name them.
  static final String TASKS = "tasks";

  static final String TASK_COMMENTS = "task_comments";
  static final String PROJECTS = "projects";
  static final String TIMELINES = "timelines";
  static final String NOTES = "notes";

  private static final String MEMORY_KEY = "workspace";

  private final Map<String, Map<String, JsonObject>> tables = new LinkedHashMap<>();
  private NoteKnowledge notes = new NoteKnowledge();
  private final Set<Key> created = new HashSet<>();
  private final Map<Key, JsonObject> changed = new HashMap<>();
  private final Set<Key> deleted = new HashSet<>();

  private record Key(String table, String id) {}

  private Workspace(ChatContext data) {
    tables.put(TASKS, byId(data.tasks()));
    tables.put(TASK_COMMENTS, byId(data.taskComments()));
    tables.put(PROJECTS, byId(data.projects()));
    tables.put(TIMELINES, byId(data.timelines()));
    tables.put(NOTES, byId(data.notes()));
  }

  /// The one workspace of this request.
  public static Workspace of(AgentContext context) {
    return (Workspace)
        context.memory().computeIfAbsent(MEMORY_KEY, key -> new Workspace(context.data()));
  }

  /// Shows the action's effect to whatever reads later. A change of a record that was not sent
  /// shows nothing, as the rest of it is not known; actions that are not about records neither.
  public void apply(Action action) {
    Optional<String> id = action.data().text("id");
    if (id.isEmpty()) {
      return;
    }
    Map<String, JsonObject> table =
        tables.computeIfAbsent(action.table(), name -> new LinkedHashMap<>());
    Key key = new Key(action.table(), id.get());
    switch (action.type()) {
      case CREATE_RECORD -> {
        table.put(id.get(), action.data());
        created.add(key);
        changed.put(key, action.data());
      }
      case UPDATE_RECORD -> {
        changed.merge(key, action.data(), Workspace::overlaid);
        table.computeIfPresent(id.get(), (ignored, before) -> overlaid(before, action.data()));
        if (action.table().equals(NOTES) && action.data().has("content")) {
          notes.written(id.get());
        }
      }
      case DELETE_RECORD -> {
        table.remove(id.get());
        deleted.add(key);
      }
      case INDEX_DOCUMENT, SEND_NOTIFICATION, CALL_AGENT -> {}
    }
  }

  /// Takes in a record as the client has it now, which is newer than what it sent, but not than
  /// what this request asked of it since.
  ///
  /// @return the record as it will be; nothing when it will be deleted
  Optional<JsonObject> learn(String table, String id, JsonObject fields) {
    Key key = new Key(table, id);
    if (deleted.contains(key)) {
      return Optional.empty();
    }
    Map<String, JsonObject> records = tables.computeIfAbsent(table, name -> new LinkedHashMap<>());
    JsonObject before = records.getOrDefault(id, JsonObject.empty());
    JsonObject change = changed.getOrDefault(key, JsonObject.empty());
    records.put(id, overlaid(overlaid(before, fields), change));
    return Optional.of(overlaid(fields, change));
  }

  /// Whether this request asked to create the record.
  boolean isNew(String table, String id) {
    return created.contains(new Key(table, id));
  }

  /// Says that the tool which ran last has its result in the conversation.
  ///
  /// @param whole false when there was no room for all of it, so that the model does not know it
  public void resultGiven(boolean whole) {
    notes.resultGiven(whole);
  }

  /// Says that the model has now been given the results of all tools that ran so far.
  public void roundEnded() {
    notes.roundEnded();
  }

  /// Lets another agent work while one waits: what its model reads the waiting one has not read,
  /// and what it writes the waiting one does not know any more.
  public <T> T readByAnother(Supplier<T> work) {
    NoteKnowledge waiting = notes;
    notes = new NoteKnowledge();
    try {
      return work.get();
    } finally {
      waiting.writtenByAnother(notes);
      notes = waiting;
    }
  }

  /// The projects that are not archived, as `{id, name}`: nearly everything else belongs to one.
  public List<JsonObject> projectNames() {
    return all(PROJECTS).stream()
        .filter(project -> !project.text("status").equals(Optional.of("archived")))
        .map(project ->
            JsonObject.builder()
                .put("id", project.get("id"))
                .put("name", project.get("name"))
                .build())
        .limit(Listing.MAX_ITEMS)
        .toList();
  }

  Collection<JsonObject> all(String table) {
    return tables.getOrDefault(table, Map.of()).values();
  }

  Optional<JsonObject> find(String table, String id) {
    return Optional.ofNullable(tables.getOrDefault(table, Map.of()).get(id));
  }

  void noteRead(String id) {
    notes.read(id);
  }

  /// Whether the model has the note's content before it. A read in the same round of calls does not
  /// count: the model wrote its update without it.
  boolean hasSeenNote(String id) {
    return notes.hasSeen(id);
  }

  /// Whether the note got new content in this round of calls already. A second change of it was
  /// written from the content before the first.
  boolean hasJustWrittenNote(String id) {
    return notes.hasJustWritten(id);
  }

  private static JsonObject overlaid(JsonObject before, JsonObject change) {
    Map<String, Object> fields = new LinkedHashMap<>(before.fields());
    fields.putAll(change.fields());
    return new JsonObject(fields);
  }

  private static Map<String, JsonObject> byId(List<JsonObject> records) {
    Map<String, JsonObject> result = new LinkedHashMap<>();
    for (JsonObject item : records) {
      item.text("id").ifPresent(id -> result.put(id, item));
    }
    return result;
  }
}
