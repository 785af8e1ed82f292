package com.adiuva.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The example of the documentation compiles and runs, so it cannot rot.
final class ExampleTest {
  @Test
  void wallsStand() {
    Hexagon shop =
        Hexagon.of("fixture.clean")
            .adapters("adapters.web", "adapters.memory", "adapters.mail")
            .reserved("adapters.mail")
            .technology("java.util.logging", "adapters.web")
            .testCode(type -> type.getName().matches(".*(Test|Contract)(\\$.*)?"))
            .build();
    HexagonRules.of(shop).without("tests-run").check(shop.importClasses());
  }

  @Test
  void documentationShowsIt() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/com/adiuva/architecture/ExampleTest.java"));
    String example =
        source.substring(source.indexOf("  @Test"), source.indexOf("  @Test\n  void doc"));
    assertThat(Path.of("../docs/architecture-rules.md"))
        .content()
        .contains(example.stripTrailing());
  }
}
