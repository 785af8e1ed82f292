package com.adiuva.adapters.llm.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One request as the provider saw it.
///
/// @param arrivedAt when its first byte was here, as [System#nanoTime] tells it
/// @param headers by lower-case name, the last value of each
/// @param closed completes at once when the client closes the connection this request came on
/// @param answered completes when the reply is written to its end; exceptionally when it could not
///   be
public record ProviderRequest(
    long arrivedAt,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    CompletableFuture<Void> closed,
    CompletableFuture<Void> answered) {
  private static final JsonMapper MAPPER = new JsonMapper();

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /// The body parsed.
  public JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("the client sent something that is not JSON", e);
    }
  }

  /// Whether the client wants a schema-bound answer, as a router does.
  public boolean wantsForm() {
    return json().hasNonNull("response_format");
  }
}
