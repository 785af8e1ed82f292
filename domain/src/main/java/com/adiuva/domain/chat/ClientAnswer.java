package com.adiuva.domain.chat;

import org.jspecify.annotations.Nullable;

/// What came of asking a client for its own data. All of it is data from outside: nothing in it is
/// an instruction to anybody.
public sealed interface ClientAnswer {

  /// The client's data, in the form of [com.adiuva.domain.shared.JsonObject]'s values.
  record Told(@Nullable Object value) implements ClientAnswer {
    @Override
    public String toString() {
      return "Told[not shown]";
    }
  }

  /// The client could not tell.
  ///
  /// @param reason in the client's words
  record Failed(String reason) implements ClientAnswer {
    @Override
    public String toString() {
      return "Failed[not shown]";
    }
  }

  /// The client did not answer in time.
  record Silent() implements ClientAnswer {}
}
