package com.adiuva.adapters.llm.text;

import java.util.List;

/// A run of tokens over one source text. Every index may be asked for; outside the run stands
/// nothing. A part of a run is a view of it and costs nothing.
public final class Tokens {
  private final String source;
  private final List<Token> list;

  private Tokens(String source, List<Token> list) {
    this.source = source;
    this.list = list;
  }

  public static Tokens of(String source) {
    return new Tokens(source, List.copyOf(new Tokenizer(source).tokens()));
  }

  /// The tokens of all these runs, which must be of one source.
  public static Tokens joined(List<Tokens> runs) {
    String source = runs.isEmpty() ? "" : runs.get(0).source;
    return new Tokens(source, runs.stream().flatMap(run -> run.list.stream()).toList());
  }

  public int size() {
    return list.size();
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public Token at(int index) {
    return index >= 0 && index < list.size() ? list.get(index) : Token.NOWHERE;
  }

  /// Whether one of these words stands there.
  public boolean is(int index, String... words) {
    Token token = at(index);
    for (String word : words) {
      if (token.isWord(word)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the run is over there or goes on with a mark.
  public boolean endsAt(int index) {
    return at(index).kind() == Token.Kind.MARK;
  }

  /// The tokens in a half-open range.
  public Tokens part(int from, int to) {
    int end = Math.min(Math.max(0, to), list.size());
    return new Tokens(source, list.subList(Math.min(Math.max(0, from), end), end));
  }

  public Tokens from(int index) {
    return part(index, list.size());
  }

  /// The source text as written in a half-open range; a lone quotation without its quotes.
  public String text(int from, int to) {
    int end = Math.min(to, list.size());
    if (from >= end) {
      return "";
    }
    if (end - from == 1) {
      return list.get(from).text();
    }
    return source.substring(list.get(from).start(), list.get(end - 1).end());
  }

  public String text() {
    return text(0, list.size());
  }
}
