package com.adiuva.adapters.llm.shared;

import com.adiuva.adapters.llm.streaming.ProviderHttp;
import com.adiuva.domain.chat.model.LanguageModel;
import com.adiuva.domain.chat.model.LanguageModelFactory;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes the models of one provider that is reached over HTTP. All models of one factory share
/// their connections.
public abstract class ProviderModelFactory implements LanguageModelFactory {
  /// Some providers want the name within an address.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,255}");

  private final String provider;
  private final String example;
  private final ProviderHttp.Source source;
  private @Nullable ProviderHttp http;

  /// @param example the name of one of its models
  protected ProviderModelFactory(String provider, String example) {
    this(provider, example, ProviderHttp::new);
  }

  /// @param source makes the connections that this provider needs
  protected ProviderModelFactory(String provider, String example, ProviderHttp.Source source) {
    this.provider = provider;
    this.example = example;
    this.source = source;
  }

  /// The model of this name.
  ///
  /// @throws InvalidValueException naming a setting that is missing or wrong
  protected abstract LanguageModel model(
      String model, Function<String, @Nullable String> settings, ProviderHttp connections);

  @Override
  public final String provider() {
    return provider;
  }

  @Override
  public final synchronized LanguageModel create(
      String model, Function<String, @Nullable String> settings) {
    if (!NAME.matcher(model).matches()) {
      throw new InvalidValueException(
          "missing", "name a model too, such as " + provider + "/" + example);
    }
    ProviderHttp shared = http == null ? source.open() : http;
    LanguageModel made = model(model, settings, shared);
    http = shared;
    return made;
  }

  /// As in the configuration: the provider, a slash, the model.
  protected final String fullName(String model) {
    return provider + "/" + model;
  }
}
