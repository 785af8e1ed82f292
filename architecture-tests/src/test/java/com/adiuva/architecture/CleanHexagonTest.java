package com.adiuva.architecture;

import static com.adiuva.architecture.Fixture.hexagon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// No rule finds fault with a hexagon that has none.
final class CleanHexagonTest {
  private static final Hexagon CLEAN =
      hexagon("clean")
          .adapters("adapters.web", "adapters.memory", "adapters.mail")
          .reserved("adapters.mail")
          .technology("java.util.logging", "adapters.web")
          .build();
  private static final JavaClasses CLASSES = CLEAN.importClasses();

  @TestFactory
  Stream<DynamicTest> passes() {
    return HexagonRules.of(CLEAN).all().entrySet().stream()
        .filter(rule -> !rule.getKey().equals("tests-run"))
        .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(CLASSES)));
  }

  @Test
  void checksAllAtOnceAndNamesEveryBrokenRule() {
    Hexagon cramped = hexagon("clean").adapters("adapters.web").depth(1).filesPerPackage(2).build();
    HexagonRules rules = HexagonRules.of(cramped);
    assertThatThrownBy(() -> rules.check(CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Package <fixture.clean.domain.tasks> has 3 files")
        .hasMessageContaining("Package <fixture.clean.domain.tasks> is too deep")
        .hasMessageContaining(
            "Class <fixture.clean.adapters.memory.tasks.MemoryTasks> is in no room");
    rules
        .without(
            "packages-are-small", "packages-are-shallow", "classes-have-rooms", "ports-are-marked")
        .check(CLASSES);
  }

  @Test
  void leavesOutOnlyRulesThatExist() {
    HexagonRules rules = HexagonRules.of(CLEAN);
    assertThat(rules.without("tests-run").all()).hasSize(rules.all().size() - 1);
    assertThatThrownBy(() -> rules.without("walls")).isInstanceOf(IllegalArgumentException.class);
  }
}
