package com.adiuva.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    assertThat(asIs.billing()).isEqualTo(defaults.billing());
    assertThat(asIs.chat().model().name()).isEqualTo(defaults.chat().model().name());
  }

  @Test
  void namesExactlyTheVariablesThatAreRead() throws IOException, SettingsException {
    Set<String> read = new TreeSet<>();
    for (String blobs : List.of("filesystem", "s3")) {
      for (String vectors : List.of("embedded", "qdrant", "pinecone")) {
        Settings.of(watched(read, Map.of("BLOB_STORE", blobs, "VECTOR_STORE", vectors)));
      }
    }
    assertThat(example().keySet()).containsExactlyInAnyOrderElementsOf(read);
  }

  /// Settings that are enough, and remember what was asked for.
  private static Map<String, String> watched(Set<String> read, Map<String, String> choices) {
    Map<String, String> enough = new HashMap<>(choices);
    enough.put("LLM_MODEL", "gpt-4o");
    enough.put("OPENAI_API_KEY", "k");
    List<String> withKey =
        List.of("anthropic", "gemini", "groq", "mistral", "openrouter", "deepseek", "azure");
    withKey.forEach(name -> enough.put(name.toUpperCase(Locale.ROOT) + "_API_KEY", "k"));
    enough.put(
        "LLM_FALLBACK_MODELS",
        Stream.concat(withKey.stream(), Stream.of("ollama", "bedrock"))
            .map(name -> name + "/m")
            .collect(Collectors.joining(",")));
    enough.put("AZURE_BASE_URL", "https://example.openai.azure.com/openai/v1");
    enough.put("BEDROCK_REGION", "eu-central-1");
    enough.put("AWS_ACCESS_KEY_ID", "k");
    enough.put("AWS_SECRET_ACCESS_KEY", "k");
    enough.put("S3_BUCKET", "bucket");
    enough.put("QDRANT_URL", "http://localhost:6333");
    enough.put("PINECONE_API_KEY", "k");
    return new HashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public String get(Object key) {
        read.add(String.valueOf(key));
        return enough.getOrDefault(key, "");
      }
    };
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
