package com.adiuva.adapters.llm.shared;

import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelFactory;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds a language model by its configured name.
///
/// A name is `provider/model`, a provider alone where it has but one model (`offline`), or a bare
/// model name, which means OpenAI (`gpt-4o`). Everything after the first slash is the model's, so
/// `openai/meta-llama/Llama-3` and `ollama/llama3:8b` are whole names; `meta-llama/Llama-3` is not,
/// because a typing error in a provider must not send prompts to another one.
public final class LanguageModels {
  private static final String FOR_BARE_NAMES = "openai";
  private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9._-]{1,32}");

  private final Map<String, LanguageModelFactory> factories = new TreeMap<>();

  /// @throws IllegalArgumentException when two factories claim one provider
  public LanguageModels(Iterable<LanguageModelFactory> factories) {
    for (LanguageModelFactory factory : factories) {
      LanguageModelFactory other = this.factories.put(factory.provider(), factory);
      if (other != null) {
        throw new IllegalArgumentException(
            "two adapters claim the provider '%s': %s and %s"
                .formatted(
                    factory.provider(), other.getClass().getName(), factory.getClass().getName()));
      }
    }
  }

  /// Those on the class path.
  public static LanguageModels installed() {
    return new LanguageModels(ServiceLoader.load(LanguageModelFactory.class));
  }

  /// The names that may stand before the slash, sorted.
  public Set<String> providers() {
    return Collections.unmodifiableSet(factories.keySet());
  }

  /// The model of that name. Opens no connection.
  ///
  /// @param settings reads one setting by its variable's name; null when it is not set
  /// @throws InvalidValueException when there is no such provider (the message lists those there
  ///   are), or when a setting of the provider is missing or wrong (the message names it)
  public LanguageModel create(String name, Function<String, @Nullable String> settings) {
    String trimmed = name.strip();
    if (trimmed.isEmpty()) {
      throw new InvalidValueException("missing", "a language model needs a name");
    }
    int slash = trimmed.indexOf('/');
    if (slash >= 0) {
      return factory(trimmed.substring(0, slash)).create(trimmed.substring(slash + 1), settings);
    }
    return factories.containsKey(trimmed)
        ? factory(trimmed).create("", settings)
        : factory(FOR_BARE_NAMES).create(trimmed, settings);
  }

  private LanguageModelFactory factory(String provider) {
    LanguageModelFactory found = factories.get(provider);
    if (found == null) {
      throw new InvalidValueException(
          "unknown_provider",
          "%s is no provider of language models here; write provider/model with one of: %s"
              .formatted(
                  PRINTABLE.matcher(provider).matches() ? "'" + provider + "'" : "what is given",
                  String.join(", ", factories.keySet())));
    }
    return found;
  }
}
