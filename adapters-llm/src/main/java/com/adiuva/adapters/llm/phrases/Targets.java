package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Token;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import com.adiuva.adapters.llm.wishes.Reference;
import org.jspecify.annotations.Nullable;

/// Reads which record is meant: `the task Ship v1`, `"Ship v1"`, `the Ship v1 task`, `it`.
public final class Targets {
  private static final PhraseTable<Boolean> CALLED =
      new PhraseTable<Boolean>()
          .add(true, "called, named, titled, with the title, with title, entitled");

  private Targets() {}

  /// The record these tokens point at; sets the draft's topic when a noun stands beside it. Null
  /// when nothing is left to point with.
  public static @Nullable Reference reference(Tokens tokens, Draft into) {
    Tokens rest = Extraction.trimmed(tokens);
    PhraseTable.Hit<Boolean> pronoun = Vocabulary.PRONOUNS.at(rest, 0);
    if (pronoun != null && pronoun.end() == rest.size()) {
      Head.read(rest, 0, into);
      return new Reference.Earlier();
    }
    Draft head = new Draft();
    int afterNoun = Head.read(rest, 0, head);
    if (afterNoun >= 0) {
      into.topic = head.topic;
      into.plural = head.plural;
      int from = CALLED.skip(rest, afterNoun);
      from = rest.at(from).isMark(":") ? from + 1 : from;
      if (from >= rest.size()) {
        return head.every || head.plural ? new Reference.Every() : nameless(head);
      }
      return named(rest.from(from));
    }
    return withoutNoun(rest, into);
  }

  private static @Nullable Reference withoutNoun(Tokens rest, Draft into) {
    if (rest.is(0, "everything", "all") && rest.size() == 1) {
      return new Reference.Every();
    }
    int last = rest.size() - 1;
    PhraseTable.Hit<Vocabulary.Noun> noun = last > 0 ? Vocabulary.NOUNS.at(rest, last) : null;
    int from = rest.is(0, "the", "my", "our") && rest.size() > 1 ? 1 : 0;
    if (noun != null && !noun.value().plural() && from < last) {
      into.topic = noun.value().topic();
      return named(rest.part(from, last));
    }
    return rest.isEmpty() ? null : named(rest.from(from));
  }

  private static @Nullable Reference nameless(Draft head) {
    return head.topic == null ? null : new Reference.Earlier();
  }

  private static @Nullable Reference named(Tokens tokens) {
    // a second quotation would be dropped in silence: then all of it is the title, and not found
    boolean several = tokens.at(0).isQuoted() && hasQuotation(tokens.from(1));
    String title = several ? tokens.text() : Extraction.title(tokens);
    return title.isEmpty() ? null : new Reference.Named(title);
  }

  private static boolean hasQuotation(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.at(i).isQuoted()) {
        return true;
      }
    }
    return false;
  }

  /// The index of the owner's end in `Ship v1's priority`, or -1.
  public static int possessive(Tokens tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.at(i);
      if (token.kind() == Token.Kind.WORD
          && (token.lower().endsWith("'s") || token.isWord("its"))
          && Field.NAMES.at(tokens, i + 1) != null) {
        return i;
      }
    }
    return -1;
  }
}
