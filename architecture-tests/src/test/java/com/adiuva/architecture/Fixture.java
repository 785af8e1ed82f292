package com.adiuva.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;

/// The small hexagons below `fixture`: a clean one, and one with a broken wall for each rule.
final class Fixture {
  /// All of them: a rule looks at its own hexagon only.
  static final JavaClasses CLASSES = new ClassFileImporter().importPackages("fixture");

  private Fixture() {}

  /// All fixtures are test code to Maven, so they tell their own tests by name.
  static Hexagon.Builder hexagon(String name) {
    return Hexagon.of("fixture." + name)
        .adapters("adapters.web", "adapters.store")
        .portAnnotation("fixture.clean.domain.shared.Port")
        .testCode(Fixture::isTest);
  }

  static EvaluationResult evaluate(Hexagon hexagon, String rule) {
    return HexagonRules.of(hexagon).rule(rule).evaluate(CLASSES);
  }

  static ArchRule rule(Hexagon hexagon, String name) {
    return HexagonRules.of(hexagon).rule(name);
  }

  private static boolean isTest(JavaClass type) {
    String outermost = type.getName().replaceFirst("\\$.*", "");
    return outermost.matches(".*(Test|Contract|Check)");
  }
}
