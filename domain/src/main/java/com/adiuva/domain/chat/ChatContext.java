package com.adiuva.domain.chat;

import com.adiuva.domain.shared.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/// What the client sends along so that the assistant can know its data: used for one request, then
/// forgotten, and never logged. Records use the keys of action data (snake_case), each with its
/// `id`.
///
/// @param zone in which dates such as "tomorrow" are meant
public record ChatContext(
    JsonObject userProfile,
    ZoneId zone,
    Locale locale,
    List<String> relevantDocuments,
    List<Turn> history,
    List<JsonObject> tasks,
    List<JsonObject> taskComments,
    List<JsonObject> projects,
    List<JsonObject> timelines,
    List<JsonObject> notes) {

  public ChatContext {
    relevantDocuments = List.copyOf(relevantDocuments);
    history = List.copyOf(history);
    tasks = List.copyOf(tasks);
    taskComments = List.copyOf(taskComments);
    projects = List.copyOf(projects);
    timelines = List.copyOf(timelines);
    notes = List.copyOf(notes);
  }

  /// A context that knows nothing but the time zone.
  public static ChatContext empty(ZoneId zone) {
    return new ChatContext(
        JsonObject.empty(),
        zone,
        Locale.ENGLISH,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /// Without any of it.
  @Override
  public String toString() {
    return "ChatContext[not shown]";
  }
}
