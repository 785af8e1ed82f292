package com.adiuva.domain.chat.model;

import static com.adiuva.domain.chat.model.Parameter.optional;
import static com.adiuva.domain.chat.model.Parameter.required;
import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.shared.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolSpecTest {
  private static final ToolSpec SPEC =
      new ToolSpec(
          "tool",
          "A tool.",
          List.of(
              required("title", Parameter.Type.STRING, "t"),
              optional("status", Parameter.Type.STRING, "s").oneOf("todo", "done"),
              optional("count", Parameter.Type.INTEGER, "c"),
              optional("score", Parameter.Type.NUMBER, "n"),
              optional("all", Parameter.Type.BOOLEAN, "a"),
              optional("names", Parameter.Type.STRING_LIST, "l").oneOf("Ann", "Bob"),
              optional("people", Parameter.Type.JSON_STRING_LIST, "j")));

  @Test
  void whatFitsIsFree() {
    assertThat(SPEC.violations(json("title", "T"))).isEmpty();
    assertThat(
            SPEC.violations(
                json(
                    "title",
                    "T",
                    "status",
                    "done",
                    "count",
                    5,
                    "score",
                    1,
                    "all",
                    false,
                    "names",
                    List.of("Ann"),
                    "people",
                    "[]")))
        .isEmpty();
  }

  @Test
  void listsOfObjectsAreHeldAgainstTheFormOfTheirItems() {
    ToolSpec form =
        new ToolSpec(
            "form",
            "A form.",
            List.of(
                Parameter.objects(
                    "records",
                    "r",
                    List.of(
                        required("title", Parameter.Type.STRING, "t"),
                        optional("date", Parameter.Type.INTEGER, "d")))));

    assertThat(form.violations(json("records", List.of()))).isEmpty();
    assertThat(form.violations(json("records", List.of(Map.of("title", "A", "date", 1)))))
        .isEmpty();
    assertThat(form.violations(json("records", List.of(Map.of("title", "A"), Map.of("date", "1")))))
        .containsExactly("'records' has in item 1: 'title' is required; 'date' must be an integer");
    for (Object wrong : List.of("A", 1, Map.of("title", "A"), List.of("A"))) {
      assertThat(form.violations(json("records", wrong)))
          .containsExactly("'records' must be a list of objects");
    }
    JsonObject items =
        form.jsonSchema()
            .object("properties")
            .flatMap(properties -> properties.object("records"))
            .flatMap(records -> records.object("items"))
            .orElseThrow();
    assertThat(items.text("type")).contains("object");
    assertThat(items.texts("required")).containsExactly("title");
    assertThat(items.get("additionalProperties")).isEqualTo(false);
  }

  @Test
  void nullMeansAbsent() {
    assertThat(SPEC.violations(json("title", "T", "status", null, "count", null))).isEmpty();
    assertThat(SPEC.violations(json("title", null))).containsExactly("'title' is required");
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    assertThat(
            SPEC.violations(
                json(
                    "status",
                    "later",
                    "count",
                    "5",
                    "score",
                    "1",
                    "all",
                    1,
                    "names",
                    List.of("Eve"),
                    "people",
                    "Ann",
                    "extra",
                    1)))
        .containsExactly(
            "there is no parameter 'extra'",
            "'title' is required",
            "'status' must be one of todo, done",
            "'count' must be an integer",
            "'score' must be a number",
            "'all' must be true or false",
            "'names' must be one of Ann, Bob",
            "'people' must be a string with a JSON list of strings, such as \"[\\\"Ann\\\"]\"");
  }

  @Test
  void typesAreNeverCoerced() {
    assertThat(SPEC.violations(json("title", 7))).containsExactly("'title' must be a string");
    assertThat(SPEC.violations(json("title", "T", "count", 5.0))).hasSize(1);
    assertThat(SPEC.violations(json("title", "T", "names", "Ann"))).hasSize(1);
    assertThat(SPEC.violations(json("title", "T", "names", List.of(1)))).hasSize(1);
    assertThat(SPEC.violations(json("title", Map.of("a", 1)))).hasSize(1);
  }

  @Test
  void whatIsRequiredMustNotBeBlank() {
    assertThat(SPEC.violations(json("title", " \n"))).containsExactly("'title' must not be empty");
  }

  @Test
  void aLongNameIsCut() {
    assertThat(SPEC.violations(json("title", "T", "x".repeat(100_000), 1)).get(0))
        .hasSizeLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        " [ ] ",
        "[\"Ann\"]",
        "[\"Ann\" , \"Bob\"]",
        "[\"\\u0041\\n\\\"\"]",
        "[\"ä😀\"]"
      })
  void aJsonListOfStringsIsOne(String text) {
    assertThat(SPEC.violations(json("title", "T", "people", text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ann",
        "[",
        "[\"Ann\"",
        "[Ann]",
        "[1]",
        "[\"Ann\",]",
        "[,]",
        "[\"Ann\" \"Bob\"]",
        "[\"\\x\"]",
        "[\"\\u12\"]",
        "[\"\n\"]",
        "{\"a\":1}",
        "[[\"Ann\"]]",
        "[\"Ann\"] x",
        "null"
      })
  void anythingElseIsNot(String text) {
    assertThat(SPEC.violations(json("title", "T", "people", text))).hasSize(1);
  }

  @Test
  @Timeout(120) // for what would take hours
  void aHostileListTakesNeitherTimeNorStack() {
    String open = "[\"" + "\\\"".repeat(400_000);
    String many = "[" + "\"a\",".repeat(200_000) + "1]";

    assertThat(SPEC.violations(json("title", "T", "people", open))).hasSize(1);
    assertThat(SPEC.violations(json("title", "T", "people", many))).hasSize(1);
  }

  @Test
  void theSchemaIsAnObjectWithoutFurtherProperties() {
    JsonObject schema = SPEC.jsonSchema();

    assertThat(schema.text("type")).hasValue("object");
    assertThat(schema.texts("required")).containsExactly("title");
    assertThat(schema.get("additionalProperties")).isEqualTo(false);
    JsonObject properties = schema.object("properties").orElseThrow();
    assertThat(properties.fields())
        .containsOnlyKeys("title", "status", "count", "score", "all", "names", "people");
    assertThat(properties.object("status"))
        .hasValue(json("type", "string", "description", "s", "enum", List.of("todo", "done")));
    assertThat(properties.object("names"))
        .hasValue(
            json(
                "type", "array",
                "items", json("type", "string", "enum", List.of("Ann", "Bob")),
                "description", "l"));
    assertThat(properties.object("people").orElseThrow().text("type")).hasValue("string");
    assertThat(properties.object("count").orElseThrow().text("type")).hasValue("integer");
  }

  private static JsonObject json(@Nullable Object... namesAndValues) {
    JsonObject.Builder object = JsonObject.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object.build();
  }
}
