package com.adiuva.application.limits;

import com.adiuva.domain.accounts.Tier;
import java.util.Map;
import java.util.OptionalLong;

/// How many tokens a user may spend a day, input and output together, by tier.
///
/// @param perDay positive; a tier that is not there has no limit
public record TokenBudgets(Map<Tier, Long> perDay) {
  public static final TokenBudgets UNLIMITED = new TokenBudgets(Map.of());

  public TokenBudgets {
    perDay = Map.copyOf(perDay);
    if (perDay.values().stream().anyMatch(tokens -> tokens < 1)) {
      throw new IllegalArgumentException("a budget is positive");
    }
  }

  /// Empty when there is no limit.
  public OptionalLong of(Tier tier) {
    Long tokens = perDay.get(tier);
    return tokens == null ? OptionalLong.empty() : OptionalLong.of(tokens);
  }
}
