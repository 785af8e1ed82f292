package com.adiuva.adapters.llm.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Bedrock's `converse-stream`: binary frames with JSON in them, the last of them with the counts.
public final class BedrockDialect implements Dialect {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Map<String, String> REASONS =
      Map.of(
          "stop", "end_turn",
          "length", "max_tokens",
          "tool_calls", "tool_use",
          "content_filter", "content_filtered");

  @Override
  public String basePath() {
    return "";
  }

  @Override
  public boolean wantsForm(ProviderRequest request) {
    return request.json().at("/toolConfig/toolChoice").has("any");
  }

  @Override
  public JsonNode formSchema(ProviderRequest request) {
    return request.json().at("/toolConfig/tools/0/toolSpec/inputSchema/json");
  }

  @Override
  public String error(int status, String message) {
    return MAPPER.createObjectNode().put("message", message).toString();
  }

  @Override
  public Speech answer(ProviderRequest request, Wire wire) {
    String tool = request.json().at("/toolConfig/tools/0/toolSpec/name").asText();
    return new BedrockSpeech(wire, wantsForm(request) ? tool : "");
  }

  private static final class BedrockSpeech implements Speech {
    private final Wire wire;
    private final String form;
    private int block;
    private boolean inBlock;

    BedrockSpeech(Wire wire, String form) {
      this.wire = wire;
      this.form = form;
    }

    @Override
    public void open() throws IOException {
      wire.openStream("application/vnd.amazon.eventstream");
      send("messageStart", MAPPER.createObjectNode().put("role", "assistant"));
    }

    @Override
    public void piece(String text) throws IOException {
      if (!form.isEmpty() && !inBlock) {
        begin("tooluse_form", form);
      }
      inBlock = true;
      ObjectNode event = event();
      ObjectNode delta = event.putObject("delta");
      if (form.isEmpty()) {
        delta.put("text", text);
      } else {
        delta.putObject("toolUse").put("input", text);
      }
      send("contentBlockDelta", event);
    }

    @Override
    public void toolCall(ToolCallStep call) throws IOException {
      close();
      begin(call.id() == null ? "" : call.id(), call.name());
      for (String part : call.parts()) {
        ObjectNode event = event();
        event.putObject("delta").putObject("toolUse").put("input", part);
        send("contentBlockDelta", event);
      }
      inBlock = true;
      close();
    }

    @Override
    public void finish(String reason) throws IOException {
      close();
      String stop = form.isEmpty() ? REASONS.getOrDefault(reason, reason) : "tool_use";
      send("messageStop", MAPPER.createObjectNode().put("stopReason", stop));
    }

    @Override
    public void usage(long input, long output) throws IOException {
      ObjectNode event = MAPPER.createObjectNode();
      event
          .putObject("usage")
          .put("inputTokens", input)
          .put("outputTokens", output)
          .put("totalTokens", input + output);
      event.putObject("metrics").put("latencyMs", 1);
      send("metadata", event);
    }

    @Override
    public void done() {
      // the counts were the last
    }

    @Override
    public void event(String data) throws IOException {
      wire.chunk(data);
    }

    private void begin(String id, String name) throws IOException {
      ObjectNode event = event();
      event.putObject("start").putObject("toolUse").put("toolUseId", id).put("name", name);
      send("contentBlockStart", event);
    }

    private void close() throws IOException {
      if (inBlock) {
        send("contentBlockStop", event());
        block++;
        inBlock = false;
      }
    }

    private ObjectNode event() {
      return MAPPER.createObjectNode().put("contentBlockIndex", block);
    }

    private void send(String type, ObjectNode payload) throws IOException {
      Message message =
          new Message(
              Map.of(
                  ":message-type", HeaderValue.fromString("event"),
                  ":event-type", HeaderValue.fromString(type),
                  ":content-type", HeaderValue.fromString("application/json")),
              payload.toString().getBytes(UTF_8));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      message.encode(bytes);
      wire.chunk(bytes.toByteArray());
    }
  }
}
