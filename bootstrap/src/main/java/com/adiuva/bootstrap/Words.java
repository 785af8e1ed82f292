package com.adiuva.bootstrap;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.Arrays;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the arguments of commands; what is wrong with one is said together with its name.
final class Words {
  private Words() {}

  /// Reads an e-mail address.
  static final class Email implements ITypeConverter<EmailAddress> {
    Email() {}

    @Override
    public EmailAddress convert(String text) {
      return read(text, EmailAddress::new);
    }
  }

  /// Reads the name of a tier.
  static final class TierName implements ITypeConverter<Tier> {
    TierName() {}

    @Override
    public Tier convert(String text) {
      return read(text, Tier::ofWireName);
    }
  }

  /// Reads the name of a role.
  static final class RoleName implements ITypeConverter<Role> {
    RoleName() {}

    @Override
    public Role convert(String text) {
      return Arrays.stream(Role.values())
          .filter(role -> role.wireName().equals(text))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("must be one of user, reviewer, admin"));
    }
  }

  private static <T> T read(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (InvalidValueException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
