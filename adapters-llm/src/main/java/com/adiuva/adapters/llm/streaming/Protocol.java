package com.adiuva.adapters.llm.streaming;

import com.adiuva.domain.shared.JsonObject;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.util.function.Predicate;

/// What differs from provider to provider in a streamed call.
///
/// @param isLast whether a provider says nothing more after an event; one that has no such mark
///   ends its answer by closing it
/// @param formAsTool whether a schema-bound answer is asked for as the one tool that the model must
///   call, because it may not know schemas for answers
public record Protocol(Predicate<ServerSentEvent> isLast, boolean formAsTool) {

  /// Whether the data is a JSON object in which this field is true.
  public static boolean saysTrue(String data, String field) {
    JsonObject object = data.contains(field) ? ModelJson.parse(data) : null;
    return object != null && Boolean.TRUE.equals(object.get(field));
  }

  /// The same with the other way of asking for a schema-bound answer.
  public Protocol withFormAsTool() {
    return new Protocol(isLast, true);
  }
}
