package com.adiuva.bootstrap.settings;

import java.util.List;
import java.util.stream.Collectors;

/// The settings cannot be used. Lists everything that is wrong at once; holds no setting's value.
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Wrong> all;

  SettingsException(List<Wrong> all) {
    super(
        all.stream().map(Wrong::toString).collect(Collectors.joining("\n  ", "Settings:\n  ", "")));
    this.all = List.copyOf(all);
  }

  /// What is wrong, in the order of reading.
  public List<Wrong> all() {
    return all;
  }

  /// One wrong setting.
  ///
  /// @param variable its name in the environment
  /// @param message what is wrong and what would be right
  public record Wrong(String variable, String message) {
    @Override
    public String toString() {
      return variable + ": " + message;
    }
  }
}
