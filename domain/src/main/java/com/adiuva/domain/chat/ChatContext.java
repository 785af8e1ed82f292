package com.adiuva.domain.chat;

import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.TextSize;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What the client sends along so that the assistant can know its data: used for one request, then
/// forgotten, and never logged. Records use the keys of action data (snake_case), each with its
/// `id`.
///
/// A list of more than [#MAX_ITEMS] keeps its last ones. All texts together have at most 1 MiB.
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

  /// The most items of each list.
  public static final int MAX_ITEMS = 200;

  /// The most text of all, in bytes of UTF-8.
  private static final long MAX_TEXT = 1 << 20;

  /// @throws InvalidValueException when there is more text than that
  public ChatContext {
    relevantDocuments = last(relevantDocuments);
    history = last(history);
    tasks = last(tasks);
    taskComments = last(taskComments);
    projects = last(projects);
    timelines = last(timelines);
    notes = last(notes);
    long text =
        Stream.of(
                    relevantDocuments,
                    history.stream().map(Turn::content).toList(),
                    tasks,
                    taskComments,
                    projects,
                    timelines,
                    notes)
                .mapToLong(TextSize::ofTextsIn)
                .sum()
            + TextSize.ofTextsIn(userProfile);
    if (text > MAX_TEXT) {
      throw new InvalidValueException("too_long", "must be at most 1 MiB");
    }
  }

  private static <T> List<T> last(List<T> items) {
    return List.copyOf(items.subList(Math.max(0, items.size() - MAX_ITEMS), items.size()));
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
