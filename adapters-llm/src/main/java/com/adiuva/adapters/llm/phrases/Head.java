package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;

/// Reads what stands between a verb and its noun: `a new high priority task`.
public final class Head {
  private Head() {}

  /// Goes over articles and adjectives into the draft, and sets its topic when a noun comes.
  ///
  /// @return the index after the noun, or -1 when none comes
  public static int read(Tokens tokens, int index, Draft into) {
    Draft trial = into.copy();
    int at = index;
    while (true) {
      PhraseTable.Hit<Vocabulary.Noun> noun = Vocabulary.NOUNS.at(tokens, at);
      if (noun != null) {
        into.topic = noun.value().topic();
        into.plural = noun.value().plural();
        into.priority = trial.priority;
        into.status = trial.status;
        into.every = trial.every;
        return noun.end();
      }
      int next = adjective(tokens, at, trial);
      if (next == at) {
        return -1;
      }
      at = next;
    }
  }

  private static int adjective(Tokens tokens, int at, Draft into) {
    PhraseTable.Hit<Boolean> determiner = Vocabulary.DETERMINERS.at(tokens, at);
    if (determiner != null) {
      into.every |= determiner.value();
      return determiner.end();
    }
    PhraseTable.Hit<String> urgency = Vocabulary.URGENCIES.at(tokens, at);
    if (urgency != null) {
      into.priority = urgency.value();
      return urgency.end();
    }
    PhraseTable.Hit<String> status = Vocabulary.STATUSES.at(tokens, at);
    if (status != null) {
      into.status = status.value();
      return status.end();
    }
    return tokens.at(at).isMark(",") ? at + 1 : at;
  }
}
