package com.adiuva.adapters.llm.conversation;

import com.adiuva.adapters.llm.english.Interpreter;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Verb;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.chat.model.Message;
import com.adiuva.domain.shared.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a message as the answer to our own question: which record was meant, or what a new one
/// shall be called.
final class FollowUp {
  private static final int LONGEST = 200;
  private static final Pattern CANDIDATE = Pattern.compile("(?m)^- \\*\\*([^*\n]++)\\*\\*");
  private static final Pattern SOUGHT = Pattern.compile("match \\*\\*([^*\n]++)\\*\\*");
  private static final List<List<String>> ORDINALS =
      List.of(
          List.of("1", "first", "1st"),
          List.of("2", "second", "2nd"),
          List.of("3", "third", "3rd"),
          List.of("4", "fourth", "4th"),
          List.of("5", "fifth", "5th"));

  private final Interpreter interpreter;
  private final Conversation conversation;

  public FollowUp(Interpreter interpreter, Conversation conversation) {
    this.interpreter = interpreter;
    this.conversation = conversation;
  }

  /// The wish of the message before, made complete; null when this message is not such an answer.
  public @Nullable Wish wish() {
    List<Message> history = conversation.history();
    int last = history.size() - 1;
    boolean brief = conversation.message().length() <= LONGEST;
    if (last < 1
        || !brief
        || !(history.get(last) instanceof Message.FromModel question)
        || !(history.get(last - 1) instanceof Message.FromUser before)) {
      return null;
    }
    if (question.text().contains(Reading.WHICH_ONE)) {
      return chosen(question.text(), before.text());
    }
    return question.text().endsWith(Reading.BE_CALLED) ? titled(before.text()) : null;
  }

  private @Nullable Wish chosen(String question, String before) {
    List<JsonObject> candidates = new ArrayList<>();
    Matcher candidate = CANDIDATE.matcher(question);
    while (candidate.find()) {
      candidates.add(JsonObject.builder().put("title", candidate.group(1)).build());
    }
    String title = title(candidates);
    Matcher sought = SOUGHT.matcher(question);
    if (title == null || !sought.find()) {
      return null;
    }
    for (Wish wish : interpreter.read(before)) {
      if (wish.target() instanceof Reference.Named named
          && Titles.shortened(named.title()).equals(sought.group(1))) {
        return wish.withTarget(new Reference.Named(title));
      }
    }
    return null;
  }

  private @Nullable String title(List<JsonObject> candidates) {
    String words = conversation.message().strip().toLowerCase(Locale.ROOT);
    String plain = words.replace("the ", "").replace(" one", "").replace(".", "").strip();
    for (int i = 0; i < Math.min(ORDINALS.size(), candidates.size()); i++) {
      if (ORDINALS.get(i).contains(plain)) {
        return Titles.title(candidates.get(i), "title");
      }
    }
    List<JsonObject> matching = Titles.matching(candidates, "title", plain);
    return matching.size() == 1 ? Titles.title(matching.get(0), "title") : null;
  }

  private @Nullable Wish titled(String before) {
    List<Wish> now = interpreter.read(conversation.message());
    String title = conversation.message().strip();
    if (now.size() != 1 || now.get(0).topic() != null || title.isEmpty()) {
      return null;
    }
    for (Wish wish : interpreter.read(before)) {
      boolean open = wish.title() == null || wish.title().isBlank();
      if (wish.verb() == Verb.CREATE && open) {
        return wish.withTitle(title);
      }
    }
    return null;
  }
}
