package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.phrases.Extraction;
import com.adiuva.adapters.llm.phrases.Rule;
import com.adiuva.adapters.llm.phrases.Targets;
import com.adiuva.adapters.llm.phrases.Texts;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.Topic;
import com.adiuva.adapters.llm.wishes.Verb;

/// Reads what is said about a comment: on which task, and its words.
final class Comments {
  private Comments() {}

  /// The tokens after `comment`.
  static Draft read(Tokens tokens) {
    Draft draft = new Draft();
    draft.verb = Verb.CREATE;
    int from = tokens.at(0).isMark(":") ? 1 : 0;
    if (tokens.at(from).isQuoted() && tokens.is(from + 1, "on", "to", "for", "at", "about")) {
      draft.text = tokens.at(from).text();
      draft.target = Targets.reference(tokens.from(from + 2), draft);
    } else if (tokens.is(0, "on", "to", "for", "about", "at")) {
      divide(tokens.from(1), draft);
    } else {
      turnedRound(tokens.from(from), draft);
    }
    draft.topic = Topic.COMMENT;
    return draft;
  }

  /// `Ship v1: looks good`, `Ship v1 saying looks good`.
  private static void divide(Tokens tokens, Draft draft) {
    for (int i = 1; i < tokens.size(); i++) {
      int text = textAfter(tokens, i);
      if (text > 0 && text < tokens.size()) {
        draft.target = Targets.reference(tokens.part(0, i), draft);
        draft.text = tokens.text(text, tokens.at(text).isQuoted() ? text + 1 : tokens.size());
        return;
      }
    }
    draft.target = Targets.reference(tokens, draft);
  }

  /// Where the words begin when index `i` divides target and words; else -1.
  private static int textAfter(Tokens tokens, int i) {
    if (tokens.at(i).isMark(":") || tokens.at(i).isMark(",")) {
      return i + 1;
    }
    int text = Texts.begin(tokens, i);
    if (text != Rule.NO_MATCH) {
      return text;
    }
    if (tokens.is(i, "that")) {
      return i + 1;
    }
    return tokens.at(i).isQuoted() ? i : Rule.NO_MATCH;
  }

  /// `looks good on Ship v1`.
  private static void turnedRound(Tokens tokens, Draft draft) {
    for (int i = tokens.size() - 2; i > 0; i--) {
      if (tokens.is(i, "on", "to")) {
        draft.text = Extraction.trimmed(tokens.part(0, i)).text();
        draft.target = Targets.reference(tokens.from(i + 1), draft);
        return;
      }
    }
    divide(tokens, draft);
  }

  /// `the comment "looks good" on Ship v1`; the tokens after `comment`, for deleting and listing.
  static void locate(Tokens tokens, Draft draft) {
    int on = -1;
    for (int i = tokens.size() - 2; i >= 0 && on < 0; i--) {
      on = tokens.is(i, "on", "from", "for", "of", "about", "to") ? i : -1;
    }
    if (on >= 0) {
      draft.target = Targets.reference(tokens.from(on + 1), draft);
    }
    String words = Extraction.title(tokens.part(0, on < 0 ? tokens.size() : on));
    draft.text = words.isEmpty() ? null : words;
    draft.topic = Topic.COMMENT;
  }
}
