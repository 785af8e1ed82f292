package com.adiuva.adapters.llm.conversation;

import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds records by title: the same words first, then titles that contain them, then titles that
/// have them all in any order.
public final class Titles {
  private static final int LONGEST = 80;

  private Titles() {}

  public static List<JsonObject> matching(List<JsonObject> records, String field, String wanted) {
    String words = plain(wanted);
    if (words.isEmpty()) {
      return List.of();
    }
    List<JsonObject> same =
        records.stream().filter(item -> plain(title(item, field)).equals(words)).toList();
    if (!same.isEmpty()) {
      return same;
    }
    List<JsonObject> containing =
        records.stream()
            .filter(item -> (" " + plain(title(item, field)) + " ").contains(" " + words + " "))
            .toList();
    if (!containing.isEmpty()) {
      return containing;
    }
    Set<String> all = words(words);
    return records.stream()
        .filter(item -> words(plain(title(item, field))).containsAll(all))
        .toList();
  }

  /// The record's title, or its name.
  public static String title(JsonObject item, String field) {
    return item.text(field).or(() -> item.text("title")).or(() -> item.text("name")).orElse("");
  }

  private static Set<String> words(String plain) {
    return Set.copyOf(List.of(plain.split(" ", -1)));
  }

  /// Lower case, letters and digits, single spaces.
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT)
        .codePoints()
        .map(c -> Character.isLetterOrDigit(c) ? c : ' ')
        .mapToObj(Character::toString)
        .collect(Collectors.joining())
        .replaceAll(" ++", " ")
        .strip();
  }

  public static String bold(String title) {
    return "**" + shortened(title) + "**";
  }

  /// One line of bounded length.
  public static String shortened(String text) {
    String line = text.strip().replace('\n', ' ').replace("**", "");
    if (line.length() <= LONGEST) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LONGEST / 2)).strip() + "…";
  }
}
