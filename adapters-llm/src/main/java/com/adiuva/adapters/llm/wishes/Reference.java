package com.adiuva.adapters.llm.wishes;

/// How a sentence points at a record.
public sealed interface Reference {

  /// By its title, or part of it.
  record Named(String title) implements Reference {
    /// Without the title.
    @Override
    public String toString() {
      return "Named[not shown]";
    }
  }

  /// As the one spoken of just before: `it`, `that project`.
  record Earlier() implements Reference {}

  /// As all there are.
  record Every() implements Reference {}
}
