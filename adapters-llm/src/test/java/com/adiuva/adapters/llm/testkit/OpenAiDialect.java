package com.adiuva.adapters.llm.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// OpenAI's chat completions.
public final class OpenAiDialect implements Dialect {
  private static final JsonMapper MAPPER = new JsonMapper();

  @Override
  public String basePath() {
    return "/v1";
  }

  @Override
  public boolean wantsForm(ProviderRequest request) {
    return request.wantsForm() || request.json().path("tool_choice").asText().equals("required");
  }

  @Override
  public JsonNode formSchema(ProviderRequest request) {
    JsonNode format = request.json().at("/response_format/json_schema/schema");
    return format.isMissingNode() ? request.json().at("/tools/0/function/parameters") : format;
  }

  @Override
  public String error(int status, String message) {
    ObjectNode body = MAPPER.createObjectNode();
    body.putObject("error").put("message", message).put("type", "error").putNull("code");
    return body.toString();
  }

  @Override
  public Speech answer(ProviderRequest request, Wire wire) {
    boolean formAsTool = wantsForm(request) && !request.wantsForm();
    return new OpenAiSpeech(
        wire, formAsTool ? request.json().at("/tools/0/function/name").asText() : "");
  }

  /// @param form the tool that the client makes the model call instead of answering, or empty
  private record OpenAiSpeech(Wire wire, String form) implements Speech {
    @Override
    public void open() throws IOException {
      wire.openStream("text/event-stream; charset=utf-8");
    }

    @Override
    public void piece(String text) throws IOException {
      event(
          form.isEmpty()
              ? MAPPER.createObjectNode().put("role", "assistant").put("content", text)
              : toolDelta(0, "call_form", form, text),
          null);
    }

    @Override
    public void toolCall(ToolCallStep call) throws IOException {
      event(toolDelta(call.index(), call.id(), call.name(), ""), null);
      for (String part : call.parts()) {
        event(toolDelta(call.index(), null, null, part), null);
      }
    }

    @Override
    public void finish(String reason) throws IOException {
      event(MAPPER.createObjectNode(), reason);
    }

    @Override
    public void usage(long input, long output) throws IOException {
      ObjectNode chunk = chunk();
      chunk.putArray("choices");
      chunk
          .putObject("usage")
          .put("prompt_tokens", input)
          .put("completion_tokens", output)
          .put("total_tokens", input + output);
      event(chunk.toString());
    }

    @Override
    public void done() throws IOException {
      event("[DONE]");
    }

    @Override
    public void event(String data) throws IOException {
      wire.chunk("data: " + data + "\n\n");
    }

    private void event(ObjectNode delta, @Nullable String finishReason) throws IOException {
      ObjectNode chunk = chunk();
      chunk
          .putArray("choices")
          .addObject()
          .put("index", 0)
          .put("finish_reason", finishReason)
          .set("delta", delta);
      event(chunk.toString());
    }

    private static ObjectNode toolDelta(
        int index, @Nullable String id, @Nullable String name, String arguments) {
      ObjectNode delta = MAPPER.createObjectNode();
      ObjectNode call = delta.putArray("tool_calls").addObject().put("index", index);
      if (id != null) {
        call.put("id", id);
      }
      ObjectNode function = call.put("type", "function").putObject("function");
      if (name != null) {
        function.put("name", name);
      }
      function.put("arguments", arguments);
      return delta;
    }

    private static ObjectNode chunk() {
      return MAPPER
          .createObjectNode()
          .put("id", "chatcmpl-1")
          .put("object", "chat.completion.chunk")
          .put("created", 1_767_225_600L)
          .put("model", "scripted");
    }
  }
}
