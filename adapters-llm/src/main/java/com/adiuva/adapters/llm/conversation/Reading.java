package com.adiuva.adapters.llm.conversation;

import com.adiuva.adapters.llm.english.Interpreter;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.chat.model.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the user's message in the light of what was said before it.
public final class Reading {
  /// How we ask for one of several.
  public static final String WHICH_ONE = "Which one do you mean?";

  /// How we ask for a title.
  public static final String BE_CALLED = " be called?";

  private static final int MESSAGES_BACK = 6;

  private final Interpreter interpreter;
  private final Conversation conversation;

  public Reading(Interpreter interpreter, Conversation conversation) {
    this.interpreter = interpreter;
    this.conversation = conversation;
  }

  /// The wishes, each `it` with the kind of record it stands for where that is known.
  public List<Wish> wishes() {
    Wish followUp = new FollowUp(interpreter, conversation).wish();
    if (followUp != null) {
      return List.of(followUp);
    }
    List<Wish> wishes = new ArrayList<>();
    Topic before = null;
    for (Wish wish : interpreter.read(conversation.message())) {
      Wish read = wish;
      if (wish.topic() == null && wish.target() instanceof Reference.Earlier) {
        Topic topic = before == null ? rememberedTopic() : before;
        read = topic == null ? wish : wish.withTopic(topic);
      }
      before = read.topic() == null ? usualTopic(read) : read.topic();
      wishes.add(read);
    }
    return wishes;
  }

  /// The record the conversation was about last, by its title; null when none is known.
  ///
  /// @param wanted only of this kind; null for any
  public @Nullable Mention remembered(@Nullable Topic wanted) {
    List<Message> history = conversation.history();
    int from = Math.max(0, history.size() - MESSAGES_BACK);
    for (int i = history.size() - 1; i >= from; i--) {
      if (history.get(i) instanceof Message.FromModel answer) {
        Mention mention = Mention.lastIn(answer.text(), wanted);
        if (mention != null) {
          return mention;
        }
      }
    }
    return null;
  }

  private @Nullable Topic rememberedTopic() {
    Mention mention = remembered(null);
    return mention == null ? topicOfHistory() : mention.topic();
  }

  /// What the user's earlier messages were about, the last one first; null when that is unknown.
  public @Nullable Topic topicOfHistory() {
    List<Message> history = conversation.history();
    int from = Math.max(0, history.size() - MESSAGES_BACK);
    for (int i = history.size() - 1; i >= from; i--) {
      if (history.get(i) instanceof Message.FromUser user) {
        List<Wish> wishes = interpreter.read(user.text());
        Topic topic = wishes.get(wishes.size() - 1).topic();
        if (topic != null) {
          return topic;
        }
      }
    }
    return null;
  }

  /// The kind of record a wish is about that does not name one.
  public static Topic usualTopic(Wish wish) {
    boolean projects = wish.verb() == Verb.ARCHIVE || "archived".equals(wish.status());
    if (projects) {
      return Topic.PROJECT;
    }
    return wish.verb() == Verb.APPEND ? Topic.NOTE : Topic.TASK;
  }
}
