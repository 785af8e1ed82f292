package com.adiuva.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example is what people copy, so it must be true.
final class EnvExampleTest {
  private static final Path EXAMPLE = Path.of("..", ".env.example");
  private static final Path README = Path.of("..", "README.md");

  @TempDir private Path folder = Path.of("");

  private Map<String, String> example() throws IOException, SettingsException {
    Files.copy(EXAMPLE, folder.resolve(".env"));
    return Environment.read(folder, Map.of());
  }

  @Test
  void canBeUsedAsItIs() throws IOException, SettingsException {
    Settings asIs = Settings.of(example());
    Settings defaults = Settings.of(Map.of());
    assertThat(asIs.http().port()).isEqualTo(defaults.http().port());
    assertThat(asIs.accounts()).isEqualTo(defaults.accounts());
    assertThat(asIs.tokens()).isEqualTo(defaults.tokens());
    assertThat(asIs.chat().model().name()).isEqualTo(defaults.chat().model().name());
  }

  @Test
  void namesExactlyTheVariablesThatAreRead() throws IOException, SettingsException {
    Set<String> read = new TreeSet<>();
    Map<String, String> none =
        new HashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public String get(Object key) {
            read.add(String.valueOf(key));
            return "LLM_MODEL".equals(key) ? "gpt-4o" : "OPENAI_API_KEY".equals(key) ? "k" : "";
          }
        };
    Settings.of(none);
    assertThat(example().keySet()).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void theReadmeDescribesEachVariable() throws IOException, SettingsException {
    String readme = Files.readString(README);
    Set<String> missing =
        example().keySet().stream()
            .filter(name -> !readme.contains("`" + name + "`"))
            .collect(Collectors.toSet());
    assertThat(missing).isEmpty();
  }
}
