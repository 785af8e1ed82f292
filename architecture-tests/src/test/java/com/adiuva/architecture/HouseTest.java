package com.adiuva.architecture;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The walls of this house.
final class HouseTest {
  private static final Hexagon HOUSE =
      Hexagon.of("com.adiuva")
          .adapters(
              "adapters.http",
              "adapters.persistence",
              "adapters.llm",
              "adapters.storage",
              "adapters.billing")
          .exempt("architecture", "benchmarks")
          .technology("io.javalin", "adapters.http")
          .technology("org.eclipse.jetty", "adapters.http")
          .technology("com.auth0.jwt", "adapters.http")
          .technology("org.jdbi", "adapters.persistence")
          .technology("org.flywaydb", "adapters.persistence")
          .technology("org.postgresql", "adapters.persistence")
          .technology("com.zaxxer.hikari", "adapters.persistence")
          .technology("org.apache.commons.compress", "adapters.persistence")
          .technology("at.favre.lib", "adapters.persistence")
          .technology("dev.langchain4j", "adapters.llm")
          .technology("software.amazon.awssdk", "adapters.storage", "adapters.llm")
          .technology("io.qdrant", "adapters.storage")
          .technology("org.apache.lucene", "adapters.storage")
          .technology("com.stripe", "adapters.billing")
          .technology("com.fasterxml.jackson", "adapters", "bootstrap")
          .technology("picocli", "bootstrap")
          .technology("io.github.cdimascio", "bootstrap")
          .technology("ch.qos.logback", "bootstrap")
          .machineReaders("com.adiuva.adapters.persistence.shared.PostgresBinaries")
          .build();
  private static final JavaClasses CLASSES = HOUSE.importClasses();

  @TestFactory
  Stream<DynamicTest> keeps() {
    return HexagonRules.of(HOUSE).all().entrySet().stream()
        .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(CLASSES)));
  }
}
