package com.adiuva.adapters.llm.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a text into tokens, each character looked at a bounded number of times.
final class Tokenizer {
  private static final String OPENING = "\"'“‘«„";
  private static final String CLOSING = "\"'”’»“";
  private static final String LEADING_MARKS = "([{,;:!?.…*•#";
  private static final String TRAILING_MARKS = ".,;:!?)]}…";
  private static final String DASHES = "-–—";

  private final String source;
  private final List<Token> found = new ArrayList<>();

  /// Quotes that nothing closes from here on, so that nobody looks twice.
  private final Set<Character> neverClosed = new HashSet<>();

  Tokenizer(String source) {
    this.source = source;
  }

  List<Token> tokens() {
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '\n') {
        mark(at);
        at++;
      } else if (isSpace(c)) {
        at++;
      } else {
        int close = closing(at);
        if (close > 0) {
          add(Token.Kind.QUOTED, source.substring(at + 1, close).strip(), at, close + 1);
          at = close + 1;
        } else {
          at = chunk(at);
        }
      }
    }
    return found;
  }

  /// Where the quotation that begins here is closed, or -1 when none begins here.
  private int closing(int at) {
    char open = source.charAt(at);
    int kind = OPENING.indexOf(open);
    if (kind < 0 || neverClosed.contains(open)) {
      return -1;
    }
    char close = CLOSING.charAt(kind);
    for (int i = at + 2; i < source.length(); i++) {
      if (source.charAt(i) == close && (i + 1 == source.length() || endsWord(i + 1))) {
        return i;
      }
    }
    neverClosed.add(open);
    return -1;
  }

  private boolean endsWord(int at) {
    return !Character.isLetterOrDigit(source.charAt(at));
  }

  private int chunk(int from) {
    int end = from + 1;
    while (end < source.length() && !breaks(end)) {
      end++;
    }
    int start = from;
    while (start < end && isLeadingMark(start, end)) {
      mark(start);
      start++;
    }
    int wordEnd = end;
    while (wordEnd > start && TRAILING_MARKS.indexOf(source.charAt(wordEnd - 1)) >= 0) {
      wordEnd--;
    }
    if (wordEnd > start) {
      add(Token.Kind.WORD, source.substring(start, wordEnd), start, wordEnd);
    }
    for (int i = wordEnd; i < end; i++) {
      mark(i);
    }
    return end;
  }

  private boolean breaks(int at) {
    char c = source.charAt(at);
    if (isSpace(c) || c == '\n' || c == '"' || c == '“' || c == '«' || c == ';') {
      return true;
    }
    return source.charAt(at - 1) == ',' && !Character.isDigit(c);
  }

  private boolean isLeadingMark(int at, int end) {
    char c = source.charAt(at);
    if (DASHES.indexOf(c) >= 0) {
      return end - at == 1;
    }
    return LEADING_MARKS.indexOf(c) >= 0;
  }

  private static boolean isSpace(char c) {
    return c != '\n' && (Character.isWhitespace(c) || c == '\u00a0' || c < ' ');
  }

  private void mark(int at) {
    add(Token.Kind.MARK, source.substring(at, at + 1), at, at + 1);
  }

  private void add(Token.Kind kind, String text, int start, int end) {
    String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'');
    found.add(new Token(kind, text, lower, start, end));
  }
}
