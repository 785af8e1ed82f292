package com.adiuva.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonObjectTest {
  @Test
  void copiesDeeply() {
    List<Object> list = new ArrayList<>(List.of("a"));
    JsonObject object = new JsonObject(Map.of("list", list));
    list.add("b");
    assertThat(object.texts("list")).containsExactly("a");
    assertThatThrownBy(() -> object.fields().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void readsByTypeWithoutCoercing() {
    JsonObject object =
        JsonObject.builder()
            .put("text", "5")
            .put("number", 5)
            .put("decimal", new BigDecimal("1.5"))
            .put("nothing", null)
            .put("inner", Map.of("k", "v"))
            .put("objects", List.of(Map.of("id", "1"), "not an object"))
            .build();
    assertThat(object.text("text")).contains("5");
    assertThat(object.text("number")).isEmpty();
    assertThat(object.integer("number")).hasValue(5);
    assertThat(object.integer("text")).isEmpty();
    assertThat(object.get("decimal")).isEqualTo(1.5);
    assertThat(object.has("nothing")).isTrue();
    assertThat(object.get("nothing")).isNull();
    assertThat(object.object("inner")).get().extracting(o -> o.text("k").orElse("")).isEqualTo("v");
    assertThat(object.objects("objects")).hasSize(1);
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThatThrownBy(() -> JsonObject.builder().put("x", new Object()).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonObject.builder().put("x", Double.NaN).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotPrintItsContent() {
    JsonObject inner = JsonObject.builder().put("secret", "secret").build();
    assertThat(inner.with("inner", inner)).hasToString("JsonObject[2 fields]");
  }
}
