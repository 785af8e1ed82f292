package com.adiuva.domain.billing;

import com.adiuva.domain.shared.Quota;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a tier includes, as data.
///
/// @param cloudStorage for records and vectors together
/// @param backup for backups
/// @param agents the names of those that may work for the caller; null means all there are
public record Entitlements(Quota cloudStorage, Quota backup, @Nullable Set<String> agents) {
  private static final Entitlements FREE =
      new Entitlements(
          Quota.ofGigabytes(0),
          Quota.ofGigabytes(0),
          Set.of("task_agent", "project_agent", "note_agent"));
  private static final Entitlements PRO =
      new Entitlements(Quota.ofGigabytes(5), Quota.ofGigabytes(5), null);
  private static final Entitlements POWER =
      new Entitlements(Quota.ofGigabytes(25), Quota.ofGigabytes(25), null);
  private static final Entitlements TEAM = new Entitlements(Quota.UNLIMITED, Quota.UNLIMITED, null);

  public Entitlements {
    agents = agents == null ? null : Set.copyOf(agents);
  }

  public static Entitlements of(Tier tier) {
    return switch (tier) {
      case FREE -> FREE;
      case PRO -> PRO;
      case POWER -> POWER;
      case TEAM -> TEAM;
    };
  }

  public boolean includesAgent(String name) {
    return agents == null || agents.contains(name);
  }

  /// The cheapest tier that has the agent.
  public static Tier cheapestWithAgent(String name) {
    return Arrays.stream(Tier.values())
        .filter(tier -> of(tier).includesAgent(name))
        .findFirst()
        .orElse(Tier.TEAM);
  }
}
