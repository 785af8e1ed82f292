package com.adiuva.domain.chat.model;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes models of one provider; found through [java.util.ServiceLoader], so that a third party's
/// jar can add one.
public interface LanguageModelFactory {

  /// The provider's name in `provider/model`, lower case.
  String provider();

  /// A model of this provider. Opens no connection.
  ///
  /// @param model the name after the slash; empty for a provider that has only one
  /// @param settings reads one setting by its variable's name; null when it is not set
  /// @throws InvalidValueException when a setting is missing or wrong; its message names the
  ///   variable
  LanguageModel create(String model, Function<String, @Nullable String> settings);
}
