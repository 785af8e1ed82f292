package com.adiuva.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException, SettingsException {
    Files.writeString(
        folder.resolve(".env"), "# a comment\nPORT=9000\nHOST=0.0.0.0\nLLM_MODEL=\"offline\"\n");
    Map<String, String> all = Environment.read(folder, Map.of("PORT", "9001", "HOST", ""));
    assertThat(all)
        .containsEntry("PORT", "9001")
        .containsEntry("HOST", "0.0.0.0")
        .containsEntry("LLM_MODEL", "offline");
  }

  @Test
  void needsNoFile() throws SettingsException {
    assertThat(Environment.read(folder, Map.of("PORT", "1"))).containsOnlyKeys("PORT");
  }

  @Test
  void saysThatTheFileIsWrong() throws IOException {
    Files.writeString(folder.resolve(".env"), "this is not an assignment\n");
    assertThatThrownBy(() -> Environment.read(folder, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(".env");
  }
}
