package com.adiuva.adapters.llm.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/// How one provider speaks: what its requests look like, and how it says the steps of a [Reply].
public interface Dialect {

  /// What the base URL ends with.
  String basePath();

  /// Whether the client wants a schema-bound answer, as a router does.
  boolean wantsForm(ProviderRequest request);

  /// The schema of that answer.
  JsonNode formSchema(ProviderRequest request);

  /// The body of an error with this text in it.
  String error(int status, String message);

  /// Begins an answer; nothing is written before its first step.
  Speech answer(ProviderRequest request, Wire wire);

  /// One answer while it is written. Each method is a step of a [Reply] and may be left out.
  interface Speech {
    /// The head of a successful answer.
    void open() throws IOException;

    /// A piece of text; part of the form when one was asked for.
    void piece(String text) throws IOException;

    /// A tool call, its arguments in parts where the provider does that.
    void toolCall(ToolCallStep call) throws IOException;

    /// @param reason in OpenAI's words: `stop`, `length`, `tool_calls`, `content_filter`
    void finish(String reason) throws IOException;

    /// The tokens spent.
    void usage(long input, long output) throws IOException;

    /// Whatever says that nothing follows.
    void done() throws IOException;

    /// An event with any data.
    void event(String data) throws IOException;
  }
}
