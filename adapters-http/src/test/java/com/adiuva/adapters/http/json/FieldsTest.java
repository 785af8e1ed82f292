package com.adiuva.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.shared.InvalidValueException;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.Violation;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static List<String> violations(String body, Consumer<Fields> reading) {
    Fields fields = Fields.ofBody(Json.parse(body));
    reading.accept(fields);
    try {
      fields.check();
      return List.of();
    } catch (ProblemException e) {
      return ((Problem.ValidationFailed) e.problem())
          .errors().stream().map(FieldsTest::describe).toList();
    }
  }

  private static String describe(Violation violation) {
    return String.join(".", violation.loc()) + " " + violation.type();
  }

  @Test
  void readsWhatIsThere() {
    Fields fields =
        Fields.ofBody(
            Json.parse(
                "{\"t\":\"x\",\"n\":7,\"b\":false,\"o\":{\"k\":1},\"l\":[\"a\",\"b\"],"
                    + "\"os\":[{\"k\":\"v\"}],\"unknown\":[]}"));
    FieldValue<String> text = fields.text("t");
    FieldValue<Long> number = fields.integer("n", 1, 7);
    FieldValue<Fields> object = fields.object("o");
    assertThat(fields.optionalBool("b")).contains(false);
    assertThat(fields.optionalTexts("l")).containsExactly("a", "b");
    assertThat(fields.optionalObjects("os").getFirst().text("k").get()).isEqualTo("v");
    assertThat(fields.optionalJson("o").integer("k")).hasValue(1);
    fields.check();
    assertThat(text.get()).isEqualTo("x");
    assertThat(number.get()).isEqualTo(7);
    assertThat(object.get().integer("k", 0, 9).get()).isEqualTo(1);
  }

  @Test
  void aHundredViolationsAreEnough() {
    String ones = "[" + "1,".repeat(499_999) + "1]";
    String body = "{\"l\":" + ones + ",\"os\":" + ones + ",\"n\":\"x\"}";
    List<String> found =
        violations(
            body,
            fields -> {
              fields.optionalTexts("l");
              fields.optionalObjects("os");
              fields.optionalInteger("n", 0, 1);
              fields.violation("n", "value_error", "is wrong");
            });
    assertThat(found).hasSize(100).endsWith("body.l.99 string_type");
  }

  @Test
  void absentAndNullAreTheSame() {
    for (String body : List.of("{}", "{\"t\":null,\"n\":null,\"o\":null,\"l\":null}")) {
      Fields fields = Fields.ofBody(Json.parse(body));
      assertThat(fields.optionalText("t")).isEmpty();
      assertThat(fields.optionalInteger("n", 0, 1)).isEmpty();
      assertThat(fields.optionalObject("o")).isEmpty();
      assertThat(fields.optionalTexts("l")).isEmpty();
      assertThat(fields.optionalJson("o").fields()).isEmpty();
      fields.check();
      assertThat(violations(body, it -> it.text("t"))).containsExactly("body.t missing");
    }
  }

  @Test
  void p04_coercesNothing() {
    String body =
        "{\"t\":1,\"n\":\"10\",\"f\":1.0,\"b\":1,\"o\":[],\"l\":{},\"items\":[1,\"x\",null]}";
    assertThat(
            violations(
                body,
                it -> {
                  it.text("t");
                  it.integer("n", 0, 99);
                  it.integer("f", 0, 99);
                  it.optionalBool("b");
                  it.optionalObject("o");
                  it.optionalTexts("l");
                  it.optionalTexts("items");
                }))
        .containsExactly(
            "body.t string_type",
            "body.n int_type",
            "body.f int_type",
            "body.b bool_type",
            "body.o object_type",
            "body.l list_type",
            "body.items.0 string_type",
            "body.items.2 string_type");
  }

  @Test
  void namesThePathIntoListsAndObjects() {
    assertThat(
            violations(
                "{\"items\":[{\"k\":\"v\"},{},3],\"o\":{\"p\":{}}}",
                it -> {
                  it.optionalObjects("items").forEach(item -> item.text("k"));
                  it.object("o").get().object("p").get().text("q");
                }))
        .containsExactly(
            "body.items.2 object_type", "body.items.1.k missing", "body.o.p.q missing");
  }

  @Test
  void integersHaveARange() {
    for (String n : List.of("0", "101", "-9223372036854775809", "9223372036854775808", "1e2")) {
      assertThat(violations("{\"n\":" + n + "}", it -> it.integer("n", 1, 100))).as(n).hasSize(1);
    }
  }

  @Test
  void aValueMayRefuseItself() {
    assertThat(
            violations(
                "{\"t\":\"x\"}",
                it ->
                    it.parse(
                        "t",
                        text -> {
                          throw new InvalidValueException("string_too_short", "must be longer");
                        })))
        .containsExactly("body.t string_too_short");
    assertThat(violations("{\"t\":\"a\\u0000b\"}", it -> it.text("t")))
        .containsExactly("body.t value_error");
  }

  @Test
  void aBodyThatIsNoObjectIsOneViolation() {
    for (String body : List.of("[]", "\"\"", "7", "null", "true")) {
      assertThatThrownBy(() -> Fields.ofBody(Json.parse(body)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(((Problem.ValidationFailed) e.problem()).errors().getFirst().loc())
                      .containsExactly("body"));
    }
  }

  @Test
  void valuesAreNotUsedUnchecked() {
    FieldValue<String> missing = Fields.ofBody(Json.parse("{}")).text("t");
    assertThatThrownBy(missing::get).isInstanceOf(IllegalStateException.class);
  }
}
