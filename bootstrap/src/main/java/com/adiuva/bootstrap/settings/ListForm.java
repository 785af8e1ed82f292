package com.adiuva.bootstrap.settings;

import com.adiuva.domain.shared.InvalidValueException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;

/// Lists in one variable: a JSON array of strings, or items separated by commas.
final class ListForm {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ListForm() {}

  /// The items, none of them blank.
  ///
  /// @throws InvalidValueException when it is neither
  static List<String> items(String text) {
    if (text.startsWith("[")) {
      return jsonItems(text);
    }
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private static List<String> jsonItems(String text) {
    try {
      JsonNode list = JSON.readTree(text);
      if (list.isArray() && list.valueStream().allMatch(ListForm::isText)) {
        return list.valueStream().map(JsonNode::textValue).map(String::strip).toList();
      }
    } catch (JsonProcessingException e) {
      // said below, the same for both
    }
    throw new InvalidValueException(
        "value_error", "must be a JSON array of strings, or items separated by commas");
  }

  private static boolean isText(JsonNode item) {
    return item.isTextual() && !item.textValue().isBlank();
  }
}
