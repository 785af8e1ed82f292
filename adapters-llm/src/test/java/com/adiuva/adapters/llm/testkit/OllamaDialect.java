package com.adiuva.adapters.llm.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Ollama's `/api/chat`: one JSON object a line, the last of them with the counts.
public final class OllamaDialect implements Dialect {
  private static final JsonMapper MAPPER = new JsonMapper();

  @Override
  public String basePath() {
    return "";
  }

  @Override
  public boolean wantsForm(ProviderRequest request) {
    return request.json().path("format").isObject();
  }

  @Override
  public JsonNode formSchema(ProviderRequest request) {
    return request.json().path("format");
  }

  @Override
  public String error(int status, String message) {
    return MAPPER.createObjectNode().put("error", message).toString();
  }

  @Override
  public Speech answer(ProviderRequest request, Wire wire) {
    return new OllamaSpeech(wire);
  }

  private static final class OllamaSpeech implements Speech {
    private final Wire wire;
    private final ObjectNode last = line("").put("done", true);

    OllamaSpeech(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void open() throws IOException {
      wire.openStream("application/x-ndjson");
    }

    @Override
    public void piece(String text) throws IOException {
      event(line(text).put("done", false).toString());
    }

    @Override
    public void toolCall(ToolCallStep call) throws IOException {
      ObjectNode line = line("").put("done", false);
      ObjectNode message = (ObjectNode) line.path("message");
      ObjectNode toolCall = message.putArray("tool_calls").addObject().put("id", call.id());
      ObjectNode function =
          toolCall.putObject("function").put("index", call.index()).put("name", call.name());
      try {
        function.set("arguments", MAPPER.readTree(call.arguments()));
      } catch (JsonProcessingException e) {
        function.put("arguments", call.arguments());
      }
      event(line.toString());
    }

    @Override
    public void finish(String reason) {
      last.put("done_reason", reason.equals("tool_calls") ? "stop" : reason);
    }

    @Override
    public void usage(long input, long output) {
      last.put("prompt_eval_count", input).put("eval_count", output);
    }

    @Override
    public void done() throws IOException {
      event(last.toString());
    }

    @Override
    public void event(String data) throws IOException {
      wire.chunk(data + "\n");
    }

    private static ObjectNode line(String text) {
      ObjectNode line =
          MAPPER
              .createObjectNode()
              .put("model", "scripted")
              .put("created_at", "2026-01-01T00:00:00.123456789Z");
      line.putObject("message").put("role", "assistant").put("content", text);
      return line;
    }
  }
}
