package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.Fields;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.JsonObject;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads the `context` of a request. What is wrong is noted in the fields it is given; what it
/// returns counts only if they pass their check.
final class ContextReader {
  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

  /// Tags are usually five characters long; with extensions rarely more than 35 (RFC 5646, 4.4.1).
  private static final int LONGEST_LOCALE = 100;

  private ContextReader() {}

  static ChatContext read(Fields context) {
    Optional<Fields> profile = context.optionalObject("user_profile");
    List<JsonObject> timelines = new ArrayList<>(records(context, "timelines"));
    timelines.addAll(records(context, "checkpoints"));
    return new ChatContext(
        profile.map(Fields::json).orElseGet(JsonObject::empty),
        profile
            .flatMap(fields -> fields.optionalParse("timezone", ContextReader::zone))
            .orElse(ZoneOffset.UTC),
        profile
            .flatMap(fields -> fields.optionalParse("locale", ContextReader::locale))
            .orElse(Locale.ENGLISH),
        context.optionalTexts("relevant_documents"),
        history(context),
        ContextRecords.newest(records(context, "recent_tasks")),
        ContextRecords.newest(records(context, "task_comments")),
        ContextRecords.newest(records(context, "projects")),
        ContextRecords.newest(timelines),
        ContextRecords.newest(records(context, "notes")));
  }

  private static List<JsonObject> records(Fields context, String name) {
    return context.optionalObjects(name).stream()
        .map(item -> ContextRecords.inSnakeCase(item.json()))
        .toList();
  }

  private static List<Turn> history(Fields context) {
    List<Turn> turns = new ArrayList<>();
    for (Fields entry : context.optionalObjects("conversation_history")) {
      Optional<Turn.Speaker> speaker = entry.optionalParse("role", ContextReader::speaker);
      Optional<String> content = entry.optionalText("content").filter(text -> !text.isBlank());
      if (content.isPresent() && speaker.isPresent()) {
        turns.add(new Turn(speaker.get(), content.get()));
      } else if (content.isPresent() && entry.json().get("role") == null) {
        entry.violation("role", "missing", "is required");
      }
    }
    return turns;
  }

  private static Turn.Speaker speaker(String role) {
    return switch (role) {
      case "user" -> Turn.Speaker.USER;
      case "assistant", "ai", "agent" -> Turn.Speaker.ASSISTANT;
      default -> throw new InvalidValueException("enum", "must be 'user' or 'assistant'");
    };
  }

  private static ZoneId zone(String name) {
    if (!ZONES.contains(name)) {
      throw new InvalidValueException(
          "timezone", "must be the name of an IANA time zone such as 'Europe/Rome'");
    }
    return ZoneId.of(name);
  }

  private static Locale locale(String tag) {
    if (tag.length() > LONGEST_LOCALE) {
      throw new InvalidValueException(
          "locale", "must have at most " + LONGEST_LOCALE + " characters");
    }
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag.replace('_', '-')).build();
      if (!locale.getLanguage().isEmpty()) {
        return locale;
      }
    } catch (IllformedLocaleException e) {
      // Said below, without the value.
    }
    throw new InvalidValueException("locale", "must be a BCP 47 language tag such as 'en-GB'");
  }
}
