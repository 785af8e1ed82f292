package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.phrases.Extraction;
import com.adiuva.adapters.llm.phrases.Head;
import com.adiuva.adapters.llm.phrases.Rule;
import com.adiuva.adapters.llm.phrases.Rules;
import com.adiuva.adapters.llm.phrases.Targets;
import com.adiuva.adapters.llm.phrases.Vocabulary;
import com.adiuva.adapters.llm.text.DateReader;
import com.adiuva.adapters.llm.text.Token;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;
import java.util.ArrayList;
import java.util.List;

/// Reads clauses that want a new record.
final class Creation {
  private final Rules rules;

  Creation(DateReader dates) {
    this.rules = new Rules(dates);
  }

  /// `create a task …`; the tokens after the verb.
  List<Draft> read(Tokens tokens) {
    Draft draft = new Draft();
    draft.verb = Verb.CREATE;
    int afterNoun = Head.read(tokens, 0, draft);
    if (afterNoun < 0) {
      return List.of(withoutNoun(tokens, draft));
    }
    if (draft.topic == Topic.COMMENT) {
      return List.of(Comments.read(tokens.from(afterNoun)));
    }
    return ofTopic(tokens.from(afterNoun), draft);
  }

  /// `remind me to …`, `I need to …`; the tokens after these words.
  Draft reminder(Tokens tokens) {
    Draft draft = new Draft();
    draft.verb = Verb.CREATE;
    draft.topic = Topic.TASK;
    draft.title = capitalised(title(tokens, draft));
    return draft;
  }

  /// `note that …`; the tokens after these words.
  Draft jotted(Tokens tokens) {
    Draft draft = new Draft();
    draft.verb = Verb.CREATE;
    draft.topic = Topic.NOTE;
    if (tokens.is(0, "that") || tokens.endsAt(0) || tokens.is(0, "to")) {
      Tokens text = Extraction.trimmed(tokens);
      text = text.is(0, "self") ? Extraction.trimmed(text.from(1)) : text;
      draft.text = capitalised(text.text());
      draft.title = draft.text;
      return draft;
    }
    return note(tokens, draft);
  }

  private List<Draft> ofTopic(Tokens rest, Draft draft) {
    if (draft.topic == Topic.NOTE) {
      return List.of(note(rest, draft));
    }
    if (draft.plural) {
      return several(rest, draft);
    }
    draft.title = title(rest, draft);
    return List.of(draft);
  }

  private Draft note(Tokens rest, Draft draft) {
    int colon = colonAfter(rest);
    if (colon >= 0) {
      draft.text = rest.text(colon + 1, rest.size()).strip();
      draft.title = title(rest.part(0, colon), draft);
    } else {
      draft.title = title(rest, draft);
    }
    if (draft.title.isEmpty() && draft.text != null) {
      draft.title = draft.text;
    }
    return draft;
  }

  /// The colon that divides a note's title from its content, or -1; one that announces the content
  /// by name is left to the rule for that.
  private static int colonAfter(Tokens rest) {
    for (int i = 0; i < rest.size(); i++) {
      if (rest.at(i).isMark(":")) {
        boolean named =
            rest.is(
                i - 1,
                "content",
                "contents",
                "text",
                "body",
                "saying",
                "says",
                "description",
                "details");
        return named || i + 1 == rest.size() ? -1 : i;
      }
    }
    return -1;
  }

  /// `tasks A, B and C`, or a list with bullets.
  private List<Draft> several(Tokens rest, Draft draft) {
    Tokens left = Extraction.trimmed(Extraction.leftOver(rest, rulesOf(draft), draft));
    List<Draft> drafts = new ArrayList<>();
    for (Tokens item : items(left)) {
      String title = Extraction.title(item);
      if (!title.isEmpty()) {
        Draft one = draft.copy();
        one.title = title;
        drafts.add(one);
      }
    }
    return drafts.isEmpty() ? List.of(draft) : drafts;
  }

  static List<Tokens> items(Tokens tokens) {
    List<Tokens> items = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= tokens.size(); i++) {
      Token token = tokens.at(i);
      boolean divides = token.isMark(",") || token.isMark("\n") || tokens.is(i, "and", "&");
      if (divides || i == tokens.size()) {
        if (i > start) {
          items.add(tokens.part(start, i));
        }
        start = i + 1;
      }
    }
    return items;
  }

  /// `add Buy milk to my tasks`, `create the Apollo project`, `add milk to the note Groceries`.
  private Draft withoutNoun(Tokens tokens, Draft draft) {
    Draft appended = NoteEdits.addition(tokens);
    if (appended != null) {
      return appended;
    }
    int last = tokens.size() - 1;
    var noun = Vocabulary.NOUNS.at(tokens, last);
    if (noun != null
        && last > 0
        && !noun.value().plural()
        && noun.value().topic() != Topic.COMMENT) {
      draft.topic = noun.value().topic();
      boolean as = tokens.is(last - 1, "a") && tokens.is(last - 2, "as");
      int article = Vocabulary.DETERMINERS.skip(tokens, 0);
      int end = as ? last - 2 : last;
      boolean intoProject =
          tokens.is(article + 1, "to", "in") || (draft.topic == Topic.PROJECT && hasInto(tokens));
      if (!intoProject) {
        draft.title = title(tokens.part(Math.min(article, end), end), draft);
        return draft;
      }
      draft.topic = null;
    }
    draft.topic = NoteEdits.topicOfList(tokens);
    String title = title(tokens, draft);
    if (draft.topic == null
        && (draft.project != null || draft.due != null || draft.priority != null)) {
      draft.topic = Topic.TASK;
    }
    boolean article = tokens.is(0, "a", "an", "the") && title.indexOf(' ') > 0;
    draft.title = article ? capitalised(title.substring(title.indexOf(' ') + 1)) : title;
    return draft;
  }

  private static boolean hasInto(Tokens tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.is(i, "to", "in", "into", "for", "under")) {
        return true;
      }
    }
    return false;
  }

  private String title(Tokens tokens, Draft draft) {
    Tokens left = Extraction.leftOver(tokens, rulesOf(draft), draft);
    Tokens inner = Extraction.trimmed(left);
    boolean into = inner.at(0).isQuoted() && inner.is(1, "to", "in", "into", "under", "for");
    if (into && draft.project == null && draft.topic != Topic.PROJECT) {
      draft.project = Targets.reference(inner.from(2), new Draft());
    }
    String title = Extraction.title(left);
    return left.is(0, "to") && !inner.at(0).isQuoted() ? capitalised(title) : title;
  }

  private List<Rule> rulesOf(Draft draft) {
    Topic topic = draft.topic == null ? Topic.TASK : draft.topic;
    return switch (topic) {
      case TASK -> rules.forTitles();
      case MILESTONE -> rules.forMilestones();
      case PROJECT -> List.of();
      case NOTE, COMMENT -> rules.forNotes();
    };
  }

  static String capitalised(String text) {
    return text.isEmpty()
        ? text
        : new StringBuilder()
            .appendCodePoint(Character.toTitleCase(text.codePointAt(0)))
            .append(text, Character.charCount(text.codePointAt(0)), text.length())
            .toString();
  }
}
