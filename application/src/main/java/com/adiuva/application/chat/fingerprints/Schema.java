package com.adiuva.application.chat.fingerprints;

import com.adiuva.domain.chat.model.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tool's definition as JSON, in its words alone: signs do not count.
///
/// @param text all of it
/// @param known what lies between the descriptions: names and the vocabulary of JSON Schema, which
///   everybody knows
record Schema(String text, List<String> known) {

  static Schema of(ToolSpec tool) {
    Writer writer = new Writer();
    writer.write("function name " + tool.name() + " description ", tool.description());
    writer.text.append("parameters ");
    writer.write(tool.jsonSchema().fields());
    writer.endKnown();
    return new Schema(writer.text.toString(), writer.known);
  }

  private static final class Writer {
    private final StringBuilder text = new StringBuilder();
    private final List<String> known = new ArrayList<>();
    private int knownFrom;

    void write(@Nullable Object value) {
      switch (value) {
        case Map<?, ?> map -> map.forEach(this::writeField);
        case List<?> list -> list.forEach(this::write);
        case null, default -> text.append(value).append(' ');
      }
    }

    private void writeField(Object name, @Nullable Object value) {
      if (name.equals("description") && value instanceof String description) {
        write("description ", description);
      } else {
        text.append(name).append(' ');
        write(value);
      }
    }

    private void write(String before, String description) {
      text.append(before);
      endKnown();
      text.append(description).append(' ');
      knownFrom = text.length();
    }

    private void endKnown() {
      known.add(text.substring(knownFrom));
    }
  }

  /// Without the definition.
  @Override
  public String toString() {
    return "Schema[not shown]";
  }
}
