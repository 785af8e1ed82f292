package com.adiuva.domain.chat.model;

import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.TextSize;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// About how many tokens something is: a quarter of its bytes in UTF-8, rounded up. English comes
/// to four characters a token that way, Chinese to a little more than one. Models differ, so this
/// is for limits, and for bills only where a provider does not say.
public final class TokenEstimate {
  private static final int BYTES_PER_TOKEN = 4;

  /// What roles and separators take around each message.
  private static final int PER_MESSAGE = 4;

  /// What quotes, colons and commas take around each value of JSON, in bytes.
  private static final int PER_VALUE = 3;

  private TokenEstimate() {}

  public static long of(String text) {
    return tokens(TextSize.of(text));
  }

  /// Of data as in [JsonObject]'s values, rendered as JSON.
  public static long ofJson(@Nullable Object value) {
    return tokens(jsonBytes(value));
  }

  /// Of all that is sent for a call.
  public static long of(ModelRequest request) {
    long tokens = 0;
    for (Message message : request.messages()) {
      tokens += of(message);
    }
    for (ToolSpec tool : request.tools()) {
      tokens += of(tool);
    }
    ToolSpec form = request.answerForm();
    return form == null ? tokens : tokens + of(form);
  }

  /// Of all that came back.
  public static long of(Completion completion) {
    JsonObject structured = completion.structured();
    long tokens = of(completion.text()) + (structured == null ? 0 : ofJson(structured));
    for (ToolCall call : completion.toolCalls()) {
      tokens += of(call);
    }
    return tokens;
  }

  private static long of(Message message) {
    return PER_MESSAGE
        + switch (message) {
          case Message.Instructions instructions ->
              of(instructions.text()) + ofJson(instructions.data());
          case Message.FromUser user -> of(user.text());
          case Message.FromModel model ->
              of(model.text()) + model.toolCalls().stream().mapToLong(TokenEstimate::of).sum();
          case Message.ToolResult result -> ofJson(result.value());
        };
  }

  private static long of(ToolCall call) {
    JsonObject arguments = call.arguments();
    return of(call.name()) + (arguments == null ? 0 : ofJson(arguments));
  }

  private static long of(ToolSpec tool) {
    long tokens = PER_MESSAGE + of(tool.name()) + of(tool.description());
    for (Parameter parameter : tool.parameters()) {
      tokens += PER_MESSAGE + of(parameter.name()) + of(parameter.description());
    }
    return tokens;
  }

  private static long jsonBytes(@Nullable Object value) {
    return switch (value) {
      case String text -> PER_VALUE + TextSize.of(text);
      case JsonObject object -> jsonBytes(object.fields());
      case Map<?, ?> map -> {
        long bytes = PER_VALUE;
        for (Map.Entry<?, ?> field : map.entrySet()) {
          bytes += PER_VALUE + TextSize.of(String.valueOf(field.getKey()));
          bytes += jsonBytes(field.getValue());
        }
        yield bytes;
      }
      case Iterable<?> items -> {
        long bytes = PER_VALUE;
        for (Object item : items) {
          bytes += jsonBytes(item);
        }
        yield bytes;
      }
      case null -> PER_VALUE;
      default -> PER_VALUE + String.valueOf(value).length();
    };
  }

  private static long tokens(long bytes) {
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }
}
