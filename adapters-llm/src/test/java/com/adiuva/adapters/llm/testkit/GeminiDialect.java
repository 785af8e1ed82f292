package com.adiuva.adapters.llm.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/// Google's `streamGenerateContent`: every event is a response with the next parts; a tool call is
/// one part.
public final class GeminiDialect implements Dialect {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Map<String, String> REASONS =
      Map.of(
          "stop", "STOP", "length", "MAX_TOKENS", "tool_calls", "STOP", "content_filter", "SAFETY");

  @Override
  public String basePath() {
    return "/v1beta";
  }

  @Override
  public boolean wantsForm(ProviderRequest request) {
    return request.json().at("/generationConfig").has("responseSchema");
  }

  @Override
  public JsonNode formSchema(ProviderRequest request) {
    return request.json().at("/generationConfig/responseSchema");
  }

  @Override
  public String error(int status, String message) {
    ObjectNode body = MAPPER.createObjectNode();
    body.putObject("error").put("code", status).put("message", message).put("status", "UNKNOWN");
    return body.toString();
  }

  @Override
  public Speech answer(ProviderRequest request, Wire wire) {
    return new GeminiSpeech(wire);
  }

  private static final class GeminiSpeech implements Speech {
    private final Wire wire;
    private String reason = "";
    private long input;
    private long output;

    GeminiSpeech(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void open() throws IOException {
      wire.openStream("text/event-stream");
    }

    @Override
    public void piece(String text) throws IOException {
      send(MAPPER.createObjectNode().put("text", text));
    }

    @Override
    public void toolCall(ToolCallStep call) throws IOException {
      ObjectNode part = MAPPER.createObjectNode();
      ObjectNode function = part.putObject("functionCall").put("name", call.name());
      try {
        function.set("args", MAPPER.readTree(call.arguments()));
      } catch (JsonProcessingException e) {
        function.put("args", call.arguments());
      }
      send(part);
    }

    @Override
    public void finish(String finishReason) {
      reason = REASONS.getOrDefault(finishReason, finishReason);
    }

    @Override
    public void usage(long inputTokens, long outputTokens) {
      input = inputTokens;
      output = outputTokens;
    }

    @Override
    public void done() throws IOException {
      send(MAPPER.createObjectNode().put("text", ""));
    }

    @Override
    public void event(String data) throws IOException {
      wire.chunk("data: " + data + "\r\n\r\n");
    }

    private void send(ObjectNode part) throws IOException {
      ObjectNode event = MAPPER.createObjectNode();
      ObjectNode candidate = event.putArray("candidates").addObject().put("index", 0);
      candidate.putObject("content").put("role", "model").putArray("parts").add(part);
      if (!reason.isEmpty()) {
        candidate.put("finishReason", reason);
      }
      event
          .putObject("usageMetadata")
          .put("promptTokenCount", input)
          .put("candidatesTokenCount", output)
          .put("totalTokenCount", input + output);
      event.put("modelVersion", "scripted").put("responseId", "r1");
      event(event.toString());
    }
  }
}
