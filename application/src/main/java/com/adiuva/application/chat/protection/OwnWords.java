package com.adiuva.application.chat.protection;

import com.adiuva.application.chat.fingerprints.Grams;
import com.adiuva.application.chat.fingerprints.Letters;
import com.adiuva.application.chat.fingerprints.Trail;
import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a user sent with a request may come back, also where it repeats a prompt. It is looked
/// through only once something is about to be redacted, which is seldom.
final class OwnWords {
  private final List<Object> sources = new ArrayList<>();
  private final Guard guard;
  private @Nullable Grams windows;
  private @Nullable String folded;

  /// @param source the request, or the values that came with it, in the form of [JsonObject]'s
  OwnWords(Object source, Guard guard) {
    sources.add(source);
    this.guard = guard;
  }

  /// What came later than the request.
  void add(@Nullable Object more) {
    if (more != null) {
      sources.add(more);
      folded = null;
      readAgain();
    }
  }

  /// Whether the fragment of the last letters is the user's: all of the shortest, and of longer
  /// ones so much that what they wrote may happen to go on like a prompt.
  boolean excuse(Trail trail, int window) {
    if (windows == null) {
      windows = read();
    }
    int part = Math.min(window + 1, Trail.WINDOWS - 1);
    for (int back = 0; back <= Trail.letters(window) - Trail.letters(part); back++) {
      if (windows.contains(trail.windowBefore(part, back))) {
        return true;
      }
    }
    return false;
  }

  /// More has become protected.
  void readAgain() {
    windows = null;
  }

  /// Whether the user wrote this marker, and after it the text, both as [Marker#fold] has them.
  boolean contain(Marker marker, CharSequence textAfter) {
    if (folded == null) {
      StringBuilder all = new StringBuilder();
      readAll(text -> {
        text.codePoints().forEach(codePoint -> Marker.fold(codePoint, all));
        all.append('\n');
      });
      folded = all.toString();
    }
    return folded.contains(marker.text() + textAfter);
  }

  private Grams read() {
    Grams found = new Grams(16);
    readAll(text -> read(text, found));
    return found;
  }

  private void readAll(Consumer<String> reader) {
    readAll(sources, reader);
  }

  private static List<?> parts(ChatContext context) {
    return List.of(
        context.history(),
        context.relevantDocuments(),
        context.userProfile(),
        context.tasks(),
        context.taskComments(),
        context.projects(),
        context.timelines(),
        context.notes());
  }

  private static void readAll(@Nullable Object value, Consumer<String> reader) {
    switch (value) {
      case String text -> reader.accept(text);
      case List<?> list -> list.forEach(item -> readAll(item, reader));
      case Map<?, ?> map ->
          map.forEach((key, item) -> {
            reader.accept(String.valueOf(key));
            readAll(item, reader);
          });
      case JsonObject object -> readAll(object.fields(), reader);
      case Turn turn -> reader.accept(turn.content());
      case ChatRequest request -> {
        reader.accept(request.message());
        readAll(parts(request.context()), reader);
      }
      case null, default -> {}
    }
  }

  private void read(String text, Grams found) {
    Letters letters = Letters.of(text);
    Trail trail = new Trail();
    int alike = 0;
    for (int i = 0; i < letters.count(); i++) {
      trail.push(letters.letter(i));
      alike = guard.isStart(trail) ? alike + 1 : 0;
      for (int window = Trail.WINDOWS - 1; window > 0; window--) {
        if (alike > Trail.letters(window) - Trail.START) {
          found.add(trail.window(window));
        }
      }
    }
  }

  /// Without any of them.
  @Override
  public String toString() {
    return "OwnWords[not shown]";
  }
}
