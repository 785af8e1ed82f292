package com.adiuva.adapters.http.chat;

import com.adiuva.adapters.http.json.FieldValue;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.json.WellFormed;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.problems.EdgeProblem;
import com.adiuva.domain.chat.ChatRequest;
import com.adiuva.domain.chat.ClientAnswer;
import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.JsonObject;
import com.adiuva.domain.shared.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a client of version 2 says.
sealed interface ClientFrame {

  /// The largest tool result, in bytes of its frame: models read it, so a client should choose.
  int MAX_TOOL_RESULT = 256 * 1024;

  /// The most of a client's own error text that is shown to a model, in UTF-16 units.
  int MAX_ERROR_TEXT = 500;

  /// Longer ones are not looked through for a cancel, in UTF-16 units.
  int SHORT = 256;

  /// @param resumable whether the run shall outlive its socket for a while
  record Request(ChatRequest request, boolean resumable) implements ClientFrame {}

  record ToolResult(String id, ClientAnswer answer) implements ClientFrame {}

  record Approval(String id, boolean approved) implements ClientFrame {}

  record Cancel() implements ClientFrame {}

  /// @param after the last frame that arrived
  record Resume(String runId, long after) implements ClientFrame {}

  /// @throws com.adiuva.domain.shared.ProblemException `ValidationFailed`
  /// @throws EdgeException `MALFORMED_JSON`, or `PAYLOAD_TOO_LARGE` for a tool result
  static ClientFrame read(String message) {
    Fields frame = Fields.ofBody(Json.parse(message));
    FieldValue<Function<Fields, ClientFrame>> reader =
        frame.parse("type", type -> reader(type, message));
    frame.check();
    return reader.get().apply(frame);
  }

  /// Whether it is a cancel frame, as clients send it: for who must not spend time on others.
  static boolean isCancel(String message) {
    if (message.length() > SHORT || !message.contains("\"cancel\"")) {
      return false;
    }
    try {
      return read(message) instanceof Cancel;
    } catch (ProblemException | EdgeException e) {
      return false;
    }
  }

  private static Function<Fields, ClientFrame> reader(String type, String message) {
    return switch (type) {
      case "request" -> ClientFrame::request;
      case "tool_result" -> frame -> toolResult(frame, message);
      case "approval" -> ClientFrame::approval;
      case "cancel" -> frame -> new Cancel();
      case "resume" -> ClientFrame::resume;
      default ->
          throw new InvalidValueException(
              "enum", "must be 'request', 'tool_result', 'approval', 'cancel' or 'resume'");
    };
  }

  private static ClientFrame request(Fields frame) {
    FieldValue<Fields> request = frame.object("request");
    Optional<Boolean> resumable = frame.optionalBool("resumable");
    frame.check();
    return new Request(ChatRequestReader.read(request.get()), resumable.orElse(false));
  }

  private static ClientFrame toolResult(Fields frame, String message) {
    if (message.length() > MAX_TOOL_RESULT
        || message.getBytes(StandardCharsets.UTF_8).length > MAX_TOOL_RESULT) {
      throw new EdgeException(EdgeProblem.PAYLOAD_TOO_LARGE);
    }
    FieldValue<String> id = frame.text("id");
    Optional<String> error = frame.optionalText("error");
    Object result = frame.json().get("result");
    if (error.isPresent() && result != null) {
      frame.violation("error", "value_error", "must not be there beside result");
    }
    frame.check();
    return new ToolResult(
        id.get(),
        error
            .<ClientAnswer>map(text -> new ClientAnswer.Failed(shortened(text)))
            .orElseGet(() -> new ClientAnswer.Told(inSnakeCase(result))));
  }

  private static ClientFrame approval(Fields frame) {
    FieldValue<String> id = frame.text("id");
    Optional<Boolean> approved = frame.optionalBool("approved");
    if (approved.isEmpty() && frame.json().get("approved") == null) {
      frame.violation("approved", "missing", "is required");
    }
    frame.check();
    return new Approval(id.get(), approved.orElseThrow());
  }

  private static ClientFrame resume(Fields frame) {
    FieldValue<String> runId = frame.text("run_id");
    FieldValue<Long> after = frame.integer("after", 0, Long.MAX_VALUE);
    frame.check();
    return new Resume(runId.get(), after.get());
  }

  private static String shortened(String text) {
    String start = text.length() <= MAX_ERROR_TEXT ? text : text.substring(0, MAX_ERROR_TEXT) + "…";
    return WellFormed.text(start);
  }

  /// A record, or each record of a list, under the keys of action data.
  private static @Nullable Object inSnakeCase(@Nullable Object value) {
    return switch (value) {
      case List<?> items ->
          items.stream().map(ClientFrame::recordInSnakeCase).collect(Collectors.toList());
      case null, default -> recordInSnakeCase(value);
    };
  }

  private static @Nullable Object recordInSnakeCase(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> fields)) {
      return value;
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    fields.forEach((name, field) -> named.put(String.valueOf(name), field));
    return ContextRecords.inSnakeCase(new JsonObject(named)).fields();
  }
}
