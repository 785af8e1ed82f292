package com.adiuva.adapters.llm.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One tool call within a reply.
///
/// @param id null for a server that leaves it out
/// @param arguments JSON, or what should have been
public record ToolCallStep(int index, @Nullable String id, String name, String arguments) {

  /// The arguments as they arrive: in three parts, none of them empty.
  List<String> parts() {
    List<String> parts = new ArrayList<>();
    int third = arguments.length() / 3;
    for (int i = 0; i < 3; i++) {
      String part = arguments.substring(i * third, i == 2 ? arguments.length() : (i + 1) * third);
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }
}
