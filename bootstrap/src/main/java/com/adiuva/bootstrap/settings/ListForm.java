package com.adiuva.bootstrap.settings;

import com.adiuva.domain.shared.InvalidValueException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;

/// Lists in one variable: a JSON array of strings, or items separated by commas.
final class ListForm {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ListForm() {}

  static List<String> items(String text) {
    if (text.startsWith("[")) {
      try {
        return JSON.readValue(text, new TypeReference<>() {});
      } catch (JsonProcessingException e) {
        throw new InvalidValueException(
            "value_error", "must be a JSON array of strings, or items separated by commas");
      }
    }
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
