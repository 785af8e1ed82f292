package com.adiuva.adapters.llm.phrases;

import com.adiuva.adapters.llm.text.PhraseTable;
import com.adiuva.adapters.llm.text.Token;
import com.adiuva.adapters.llm.text.Tokens;
import com.adiuva.adapters.llm.wishes.Draft;
import java.util.ArrayList;
import java.util.List;

/// Reads who shall do something: `assigned to Ann and Bob Miller`.
public final class People {
  private static final int MOST_WORDS = 3;
  private static final int MOST_PEOPLE = 20;
  private static final PhraseTable<Boolean> ASSIGNED =
      new PhraseTable<Boolean>()
          .add(true, "assigned to, assign to, assign it to, and assign it to, assignee")
          .add(true, "assignees, with assignee, with assignees, and assign to, assignee is")
          .add(true, "and assigned to, owned by, assign this to, and assign this to");

  /// Names that were read.
  public record Names(List<String> names, int end) {
    /// Without the names.
    @Override
    public String toString() {
      return "Names[" + names.size() + "]";
    }
  }

  private People() {}

  public static int read(Tokens tokens, int index, Draft into) {
    int at = ASSIGNED.skip(tokens, index);
    if (at == index) {
      return Rule.NO_MATCH;
    }
    Names read = names(tokens, tokens.at(at).isMark(":") ? at + 1 : at);
    if (read.names().isEmpty()) {
      return Rule.NO_MATCH;
    }
    into.assignees = read.names();
    return read.end();
  }

  /// The names from this index on, with `,` and `and` between them.
  public static Names names(Tokens tokens, int index) {
    List<String> names = new ArrayList<>();
    int at = index;
    int end = index;
    while (names.size() < MOST_PEOPLE) {
      int nameEnd = endOfName(tokens, at);
      if (nameEnd == at) {
        break;
      }
      String name = tokens.text(at, nameEnd);
      names.add(name.startsWith("@") ? name.substring(1) : name);
      end = nameEnd;
      int next = tokens.at(end).isMark(",") ? end + 1 : end;
      next = tokens.is(next, "and", "&") ? next + 1 : next;
      if (next == end) {
        break;
      }
      at = next;
    }
    return new Names(names, end);
  }

  /// A first name in any case, further ones only where they begin with a capital.
  private static int endOfName(Tokens tokens, int index) {
    if (tokens.at(index).isQuoted()) {
      return index + 1;
    }
    if (tokens.is(index, "a", "the", "with", "due", "by", "set", "mark", "add", "create", "to")) {
      return index;
    }
    int end = index;
    while (end < index + MOST_WORDS && tokens.at(end).kind() == Token.Kind.WORD) {
      boolean capital = Character.isUpperCase(tokens.at(end).text().codePointAt(0));
      if (end > index && !capital) {
        break;
      }
      end++;
      if (!capital) {
        break;
      }
    }
    return end;
  }
}
