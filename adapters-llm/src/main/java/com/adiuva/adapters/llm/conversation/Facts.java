package com.adiuva.adapters.llm.conversation;

import com.adiuva.adapters.llm.text.DateReader;
import com.adiuva.domain.shared.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the request says about its circumstances; whatever is missing or unreadable has a default.
///
/// @param now the moment that counts as now, in the user's zone
/// @param author the user's name for comments
/// @param projects those known, each with `id` and `name`, the ones just created last
/// @param changes what earlier agents asked for, each with `type`, `table` and `data`
public record Facts(
    ZonedDateTime now,
    boolean monthFirst,
    String author,
    List<JsonObject> projects,
    List<JsonObject> changes) {
  private static final Set<String> MONTH_FIRST = Set.of("US", "");

  public static Facts of(JsonObject data) {
    List<JsonObject> changes = new ArrayList<>();
    for (JsonObject result : data.objects("previous_results")) {
      changes.addAll(result.objects("actions"));
    }
    return new Facts(now(data), monthFirst(data), author(data), projects(data, changes), changes);
  }

  public DateReader dates() {
    return new DateReader(now, monthFirst);
  }

  private static ZonedDateTime now(JsonObject data) {
    ZoneId zone = zone(data.text("timezone").orElse("UTC"));
    try {
      return OffsetDateTime.parse(data.text("now").orElse("")).atZoneSameInstant(zone);
    } catch (DateTimeException e) {
      return Instant.EPOCH.atZone(zone);
    }
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return ZoneId.of("UTC");
    }
  }

  private static boolean monthFirst(JsonObject data) {
    Locale locale = Locale.forLanguageTag(data.text("locale").orElse("en-US"));
    return MONTH_FIRST.contains(locale.getCountry()) && locale.getLanguage().equals("en");
  }

  private static String author(JsonObject data) {
    JsonObject profile = data.object("user_profile").orElse(JsonObject.empty());
    return Optional.<String>empty()
        .or(() -> profile.text("name"))
        .or(() -> profile.text("display_name"))
        .filter(name -> !name.isBlank())
        .orElse("user");
  }

  private static List<JsonObject> projects(JsonObject data, List<JsonObject> changes) {
    List<JsonObject> projects = new ArrayList<>(data.objects("projects"));
    for (JsonObject change : changes) {
      if (change.text("table").equals(Optional.of("projects"))) {
        change.object("data").ifPresent(projects::add);
      }
    }
    return projects;
  }

  /// Without what is the user's.
  @Override
  public String toString() {
    return "Facts[" + projects.size() + " projects, " + changes.size() + " changes]";
  }
}
