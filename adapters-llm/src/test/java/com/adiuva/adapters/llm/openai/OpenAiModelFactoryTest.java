package com.adiuva.adapters.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiModelFactoryTest {
  private final OpenAiModelFactory factory = new OpenAiModelFactory();
  private final Map<String, String> settings = new HashMap<>();

  @Test
  void namesTheModelWithItsProvider() {
    settings.put("OPENAI_API_KEY", OpenAiFixture.KEY);
    assertThat(factory.create("gpt-4o", settings::get).name()).isEqualTo("openai/gpt-4o");
    assertThat(factory.provider()).isEqualTo("openai");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void wantsAKeyForOpenAi(String empty) {
    settings.put("OPENAI_API_KEY", empty);
    settings.put("OPENAI_BASE_URL", empty);
    refuses("OPENAI_API_KEY");
  }

  @Test
  void wantsNoKeyForAnotherServer() {
    settings.put("OPENAI_BASE_URL", "http://localhost:11434/v1");
    assertThat(factory.create("llama3:8b", settings::get).name()).isEqualTo("openai/llama3:8b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:11434/v1",
        "ftp://localhost/v1",
        "http://",
        "http:///v1",
        "http://local host/v1",
        "http://localhost:99999/v1",
        "http://localhost:0/v1",
        "http://user:secret@localhost/v1",
        "http://localhost/v1?key=secret",
        "http://localhost/v1#x",
        "/v1"
      })
  void refusesAnAddressThatIsNone(String url) {
    settings.put("OPENAI_BASE_URL", url);
    refuses("OPENAI_BASE_URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk two", "sk-\u00e9", "sk-a\nsk-b"})
  void refusesAKeyThatNoHeaderCanCarry(String key) {
    settings.put("OPENAI_API_KEY", key);
    refuses("OPENAI_API_KEY");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1.5", "60s", "3601", "99999999999999999999"})
  void refusesATimeoutThatIsNone(String seconds) {
    settings.put("OPENAI_API_KEY", OpenAiFixture.KEY);
    settings.put("LLM_TIMEOUT_SECONDS", seconds);
    refuses("LLM_TIMEOUT_SECONDS");
  }

  @Test
  void wantsAModel() {
    settings.put("OPENAI_API_KEY", OpenAiFixture.KEY);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> factory.create("", settings::get))
        .withMessageContaining("openai/gpt-4o");
  }

  private void refuses(String variable) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> factory.create("gpt-4o", settings::get))
        .satisfies(e ->
            assertThat(e.getMessage())
                .startsWith(variable)
                .doesNotContain("secret", "sk-", "sk two"));
  }
}
