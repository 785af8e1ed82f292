package com.adiuva.application.chat.protection;

import com.adiuva.domain.chat.ChatContext;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.Turn;
import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a user sent with a request may come back, also where it repeats a prompt. It is looked
/// through only once something is about to be redacted, which is seldom.
final class OwnWords {
  private final Object source;
  private final Fingerprints secrets;
  private @Nullable Grams windows;

  /// @param source the request, or the values that came with it, in the form of [JsonObject]'s
  OwnWords(Object source, Fingerprints secrets) {
    this.source = source;
    this.secrets = secrets;
  }

  /// What came later than the request.
  void add(@Nullable Object more) {
    if (windows == null) {
      windows = read();
    }
    Grams known = windows;
    readAll(more, text -> read(text, known));
  }

  boolean contain(long window) {
    if (windows == null) {
      windows = read();
    }
    return windows.contains(window);
  }

  private Grams read() {
    Grams found = new Grams(16);
    readAll(source, text -> read(text, found));
    return found;
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
    for (int i = 0; i < letters.count(); i++) {
      trail.push(letters.letter(i));
      for (int window = 0; window < Trail.WINDOWS.length; window++) {
        if (secrets.isWindow(trail, window)) {
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
