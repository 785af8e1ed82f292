package com.adiuva.adapters.llm.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.adiuva.domain.chat.Cancellation;
import com.adiuva.domain.chat.model.AnswerListener;
import com.adiuva.domain.chat.model.Completion;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelFactory;
import com.adiuva.domain.chat.model.ModelRequest;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageModelsTest {
  private final LanguageModels models =
      new LanguageModels(List.of(new Named("openai"), new Named("offline"), new Named("ollama")));

  @ParameterizedTest
  @CsvSource({
    "gpt-4o,                     openai gpt-4o",
    "llama3:8b,                  openai llama3:8b",
    "' gpt-4o ',                 openai gpt-4o",
    "openai/gpt-4o,              openai gpt-4o",
    "openai/meta-llama/Llama-3,  openai meta-llama/Llama-3",
    "ollama/llama3:8b,           ollama llama3:8b",
    "offline,                    'offline '",
    "offline/,                   'offline '",
    "ollama,                     'ollama '"
  })
  void readsNames(String name, String providerAndModel) {
    assertThat(models.create(name, variable -> null).name()).isEqualTo(providerAndModel);
  }

  @ParameterizedTest
  @ValueSource(strings = {"meta-llama/Llama-3", "foo/bar", "OpenAI/gpt-4o", "/gpt-4o", "a b/c"})
  void refusesUnknownProvidersAndNamesTheKnown(String name) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> models.create(name, variable -> null))
        .withMessageContaining("offline, ollama, openai")
        .satisfies(e -> assertThat(e.type()).isEqualTo("unknown_provider"));
  }

  @Test
  void saysWhichProviderIsUnknown() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> models.create("foo/bar", variable -> null))
        .withMessageStartingWith("'foo' ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void refusesNoName(String name) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> models.create(name, variable -> null));
  }

  @Test
  void refusesTwoOfOneName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LanguageModels(List.of(new Named("x"), new Named("x"))))
        .withMessageContaining("'x'");
  }

  @Test
  void findsWhatIsOnTheClassPath() {
    LanguageModels installed = LanguageModels.installed();
    assertThat(installed.providers()).contains("openai");
    assertThat(installed.create("gpt-4o", Map.of("OPENAI_API_KEY", "k")::get).name())
        .isEqualTo("openai/gpt-4o");
  }

  private record Named(String provider) implements LanguageModelFactory {
    @Override
    public LanguageModel create(String model, Function<String, @Nullable String> settings) {
      return new Mute(provider + " " + model);
    }
  }

  private record Mute(String name) implements LanguageModel {
    @Override
    public Completion complete(
        ModelRequest request, AnswerListener listener, Cancellation cancellation) {
      throw new UnsupportedOperationException();
    }
  }
}
