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
  private final ChatRequest request;
  private final Fingerprints secrets;
  private @Nullable Grams windows;

  OwnWords(ChatRequest request, Fingerprints secrets) {
    this.request = request;
    this.secrets = secrets;
  }

  boolean contain(long window) {
    if (windows == null) {
      windows = read();
    }
    return windows.contains(window);
  }

  private Grams read() {
    Grams found = new Grams(16);
    ChatContext context = request.context();
    Consumer<String> reader = text -> read(text, found);
    reader.accept(request.message());
    context.history().stream().map(Turn::content).forEach(reader);
    context.relevantDocuments().forEach(reader);
    readAll(context.userProfile().fields(), reader);
    for (List<JsonObject> records :
        List.of(
            context.tasks(),
            context.taskComments(),
            context.projects(),
            context.timelines(),
            context.notes())) {
      records.forEach(entry -> readAll(entry.fields(), reader));
    }
    return found;
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
