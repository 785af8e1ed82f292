package com.adiuva.application.chat.protection;

import com.adiuva.application.chat.fingerprints.Fingerprints;
import com.adiuva.domain.chat.Action;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Protects what is made for one request. Used by one thread at a time.
public final class ProtectedRequest {
  private final PromptProtection protection;
  private final Guard guard;
  private final Set<String> rendered = new HashSet<>();
  private final List<TextFilter> answers = new ArrayList<>();

  /// @param source what the user sent, as [OwnWords] takes it
  ProtectedRequest(PromptProtection protection, Fingerprints fingerprints, Object source) {
    this.protection = protection;
    this.guard = new Guard(fingerprints, protection.canaryPrints(), source);
  }

  /// Takes what the client said since, in the form of [JsonObject]'s values, for the user's own.
  public void heard(@Nullable Object value) {
    guard.ownWords().add(value);
  }

  /// The messages as a model may be given them: with a mark in our instructions, at the beginning,
  /// so that a model which recites them, in whatever words, begins with it. Instructions that were
  /// made for this request are protected from now on.
  public List<Message> marked(List<Message> messages) {
    List<Message> marked = new ArrayList<>(messages);
    if (marked.get(0) instanceof Message.Instructions instructions) {
      if (!protection.isKnown(instructions.text()) && rendered.add(instructions.text())) {
        guard.add(instructions.text());
      }
      String text = "[" + protection.canary() + "]\n" + instructions.text();
      marked.set(0, new Message.Instructions(text, instructions.data()));
    }
    return marked;
  }

  /// The text as it may be seen.
  public String text(String text) {
    TextFilter filter = filter();
    String beginning = filter.next(text);
    String rest = filter.end();
    return rest.isEmpty() ? beginning : beginning + rest;
  }

  /// The object with every name and string in it as it may be seen.
  public JsonObject json(JsonObject object) {
    return new JsonObject(map(object.fields()));
  }

  /// The action as it may be seen.
  public Action action(Action action) {
    return new Action(action.type(), action.table(), json(action.data()), action.agent());
  }

  /// A model call has ended: what it left open is not the next one's.
  public void endCall() {
    answers.forEach(TextFilter::endCall);
  }

  /// For a text that several model calls may write.
  TextFilter answer() {
    TextFilter answer = filter();
    answers.add(answer);
    return answer;
  }

  TextFilter filter() {
    return new TextFilter(guard, protection.redactions()::add);
  }

  private @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case String text -> text(text);
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(value(item)));
        yield copy;
      }
      case Map<?, ?> map -> map(map);
      case null, default -> value;
    };
  }

  private Map<String, @Nullable Object> map(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, item) -> copy.put(text(String.valueOf(name)), value(item)));
    return copy;
  }

  /// Without what it knows.
  @Override
  public String toString() {
    return "ProtectedRequest[not shown]";
  }
}
