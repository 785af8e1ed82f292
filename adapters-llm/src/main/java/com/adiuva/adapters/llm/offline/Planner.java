package com.adiuva.adapters.llm.offline;

import com.adiuva.adapters.llm.conversation.Conversation;
import com.adiuva.adapters.llm.conversation.Facts;
import com.adiuva.adapters.llm.conversation.Reading;
import com.adiuva.adapters.llm.conversation.Tools;
import com.adiuva.adapters.llm.english.Interpreter;
import com.adiuva.adapters.llm.steps.Help;
import com.adiuva.adapters.llm.steps.Step;
import com.adiuva.adapters.llm.steps.Turn;
import com.adiuva.adapters.llm.steps.WishStep;
import com.adiuva.adapters.llm.wishes.Reference;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import com.adiuva.adapters.llm.wishes.Wish;
import com.adiuva.domain.chat.model.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Plans the next step of an agent's call: reads the message anew, takes from the conversation what
/// its tools have returned so far, and carries on from there.
final class Planner {
  private final Conversation conversation;
  private final Facts facts;
  private final Tools tools;
  private final Reading reading;

  Planner(Conversation conversation, Facts facts, Tools tools) {
    this.conversation = conversation;
    this.facts = facts;
    this.tools = tools;
    this.reading = new Reading(new Interpreter(facts.dates()), conversation);
  }

  Plan plan() {
    List<Wish> wishes = withOneAppendANote(mine(reading.wishes()));
    if (wishes.isEmpty()) {
      return new Plan(List.of(), Help.notUnderstood(tools.topic()));
    }
    if (wishes.get(0).verb() == Verb.HELP) {
      return new Plan(List.of(), Help.about());
    }
    Turn turn = new Turn(conversation, facts, tools, reading);
    Map<String, ToolCall> calls = new LinkedHashMap<>();
    for (int i = 0; i < wishes.size(); i++) {
      Step step = new WishStep(turn, wishes.get(i), i).next();
      turn.add(step);
      if (step instanceof Step.Call call) {
        call.calls().forEach(one -> calls.putIfAbsent(one.id(), one));
      }
    }
    return new Plan(List.copyOf(calls.values()), calls.isEmpty() ? text(turn.steps()) : "");
  }

  /// The wishes that these tools are for. One that names no kind of record is read as about ours
  /// when nothing else in the message is.
  private List<Wish> mine(List<Wish> wishes) {
    List<Wish> mine = new ArrayList<>();
    boolean named = wishes.stream().anyMatch(wish -> wish.topic() != null && owns(wish.topic()));
    Topic ours = tools.topic();
    boolean reports = reportsUnknown(wishes);
    for (Wish wish : wishes) {
      Topic topic = wish.topic();
      if (ours == null) {
        continue;
      }
      if (!wish.verb().isUnderstood()) {
        if (reports) {
          mine.add(wish);
        }
        continue;
      }
      if (wish.verb() == Verb.HELP || (topic != null && owns(topic))) {
        mine.add(wish);
      } else if (topic == null) {
        Topic usual = Reading.usualTopic(wish);
        if (owns(usual) || !named) {
          mine.add(wish.withTopic(owns(usual) ? usual : ours));
        }
      }
    }
    return mine;
  }

  /// Texts appended to one note in a row are appended at once, as there are not rounds for many.
  private static List<Wish> withOneAppendANote(List<Wish> wishes) {
    List<Wish> joined = new ArrayList<>();
    for (Wish wish : wishes) {
      Wish before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      String text = wish.text();
      if (before != null && text != null && appendsToo(before, wish)) {
        joined.set(joined.size() - 1, before.withText(before.text() + "\n" + text));
      } else {
        joined.add(wish);
      }
    }
    return joined;
  }

  private static boolean appendsToo(Wish before, Wish wish) {
    Reference target = before.target();
    if (wish.verb() != Verb.APPEND || target == null || before.text() == null) {
      return false;
    }
    Wish same = wish.target() instanceof Reference.Earlier ? wish.withTarget(target) : wish;
    return same.withText("").equals(before.withText(""));
  }

  /// Whether these tools are for the first wish that was understood: then we say what was not.
  private boolean reportsUnknown(List<Wish> wishes) {
    return wishes.stream()
        .filter(wish -> wish.verb().isUnderstood())
        .findFirst()
        .map(wish -> wish.topic() == null ? Reading.usualTopic(wish) : wish.topic())
        .filter(this::owns)
        .isPresent();
  }

  private boolean owns(Topic topic) {
    return tools.own(topic);
  }

  private static String text(List<Step> steps) {
    List<String> said =
        steps.stream()
            .filter(Step.Say.class::isInstance)
            .map(step -> ((Step.Say) step).text())
            .toList();
    boolean longer = said.stream().anyMatch(text -> text.contains("\n"));
    return said.stream().collect(Collectors.joining(longer ? "\n\n" : " "));
  }
}
