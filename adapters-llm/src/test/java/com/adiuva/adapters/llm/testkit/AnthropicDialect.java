package com.adiuva.adapters.llm.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/// Anthropic's messages: an answer is a row of content blocks, each opened and closed.
public final class AnthropicDialect implements Dialect {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Map<String, String> REASONS =
      Map.of("stop", "end_turn", "length", "max_tokens", "tool_calls", "tool_use");

  @Override
  public String basePath() {
    return "/v1";
  }

  @Override
  public boolean wantsForm(ProviderRequest request) {
    return request.json().at("/tool_choice/type").asText().equals("any")
        || request.json().has("output_config");
  }

  @Override
  public JsonNode formSchema(ProviderRequest request) {
    JsonNode format = request.json().at("/output_config/format/schema");
    return format.isMissingNode() ? request.json().at("/tools/0/input_schema") : format;
  }

  @Override
  public String error(int status, String message) {
    ObjectNode body = MAPPER.createObjectNode().put("type", "error");
    body.putObject("error").put("type", "api_error").put("message", message);
    return body.toString();
  }

  @Override
  public Speech answer(ProviderRequest request, Wire wire) {
    boolean formAsTool = request.json().at("/tool_choice/type").asText().equals("any");
    return new AnthropicSpeech(wire, formAsTool ? request.json().at("/tools/0/name").asText() : "");
  }

  private static final class AnthropicSpeech implements Speech {
    private final Wire wire;
    private final String form;
    private int block = -1;
    private String blockType = "";
    private String stopReason = "end_turn";

    AnthropicSpeech(Wire wire, String form) {
      this.wire = wire;
      this.form = form;
    }

    @Override
    public void open() throws IOException {
      wire.openStream("text/event-stream; charset=utf-8");
      ObjectNode event = event0("message_start");
      ObjectNode message =
          event
              .putObject("message")
              .put("id", "msg_1")
              .put("type", "message")
              .put("role", "assistant");
      message.put("model", "scripted").putArray("content");
      message.putNull("stop_reason").putNull("stop_sequence");
      message.putObject("usage").put("input_tokens", 3).put("output_tokens", 1);
      send(event);
      send(event0("ping"));
    }

    @Override
    public void piece(String text) throws IOException {
      if (form.isEmpty()) {
        begin("text", "", "");
        delta("text_delta", "text", text);
      } else {
        begin("tool_use", "toolu_form", form);
        delta("input_json_delta", "partial_json", text);
      }
    }

    @Override
    public void toolCall(ToolCallStep call) throws IOException {
      close();
      begin("tool_use", call.id() == null ? "" : call.id(), call.name());
      for (String part : call.parts()) {
        delta("input_json_delta", "partial_json", part);
      }
      close();
    }

    @Override
    public void finish(String reason) throws IOException {
      close();
      stopReason = form.isEmpty() ? REASONS.getOrDefault(reason, "refusal") : "tool_use";
    }

    @Override
    public void usage(long input, long output) throws IOException {
      ObjectNode event = event0("message_delta");
      event.putObject("delta").put("stop_reason", stopReason).putNull("stop_sequence");
      event.putObject("usage").put("input_tokens", input).put("output_tokens", output);
      send(event);
    }

    @Override
    public void done() throws IOException {
      send(event0("message_stop"));
    }

    @Override
    public void event(String data) throws IOException {
      wire.chunk("event: content_block_delta\ndata: " + data + "\n\n");
    }

    private void begin(String type, String id, String name) throws IOException {
      if (!blockType.isEmpty()) {
        return;
      }
      block++;
      blockType = type;
      ObjectNode event = event0("content_block_start").put("index", block);
      ObjectNode content = event.putObject("content_block").put("type", type);
      if (type.equals("text")) {
        content.put("text", "");
      } else {
        content.put("id", id).put("name", name).putObject("input");
      }
      send(event);
    }

    private void delta(String type, String field, String value) throws IOException {
      ObjectNode event = event0("content_block_delta").put("index", block);
      event.putObject("delta").put("type", type).put(field, value);
      send(event);
    }

    private void close() throws IOException {
      if (!blockType.isEmpty()) {
        blockType = "";
        send(event0("content_block_stop").put("index", block));
      }
    }

    private static ObjectNode event0(String type) {
      return MAPPER.createObjectNode().put("type", type);
    }

    private void send(ObjectNode event) throws IOException {
      wire.chunk("event: " + event.path("type").asText() + "\ndata: " + event + "\n\n");
    }
  }
}
