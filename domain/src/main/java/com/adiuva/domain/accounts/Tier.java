package com.adiuva.domain.accounts;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.Locale;

/// What a user pays for, cheapest first. On the wire and in the database the lower-case name. It is
/// here, beside the role, since both are what a caller is; what it includes is said in
/// [com.adiuva.domain.billing.Entitlements].
public enum Tier {
  FREE,
  PRO,
  POWER,
  TEAM;

  /// The name on the wire: `free`, `pro`, `power`, `team`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The tier of that name.
  ///
  /// @throws InvalidValueException for anything but a wire name
  public static Tier ofWireName(String name) {
    for (Tier tier : values()) {
      if (tier.wireName().equals(name)) {
        return tier;
      }
    }
    throw new InvalidValueException("enum", "must be one of free, pro, power, team");
  }
}
