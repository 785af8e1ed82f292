package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.Quota;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a tier includes, as data.
///
/// @param requestsPerMinute of one seat
/// @param agents the names of those that may work for the caller; null means all there are
/// @param batchActive how many batches may be active at once; [#UNLIMITED] means any number
/// @param cloudStorage for records and vectors together
/// @param records how many there may be, however small: a bound for the server's sake, far above
///   what a person comes to
/// @param backup for backups
/// @param providers how many model providers a client may set up; [#UNLIMITED] means any number
public record Entitlements(
    int requestsPerMinute,
    @Nullable Set<String> agents,
    int batchActive,
    Quota cloudStorage,
    long records,
    Quota backup,
    int providers,
    boolean batchBuilder,
    boolean pluginMarketplace,
    boolean sso) {
  /// No limit, on the wire too.
  public static final int UNLIMITED = -1;

  private static final Entitlements FREE =
      new Entitlements(
          20,
          Set.of("task_agent", "project_agent", "note_agent"),
          2,
          Quota.ofGigabytes(0),
          10_000,
          Quota.ofGigabytes(0),
          1,
          false,
          false,
          false);
  private static final Entitlements PRO =
      new Entitlements(
          60,
          null,
          10,
          Quota.ofGigabytes(5),
          500_000,
          Quota.ofGigabytes(5),
          UNLIMITED,
          false,
          false,
          false);
  private static final Entitlements POWER =
      new Entitlements(
          120,
          null,
          UNLIMITED,
          Quota.ofGigabytes(25),
          2_500_000,
          Quota.ofGigabytes(25),
          UNLIMITED,
          true,
          true,
          false);
  private static final Entitlements TEAM =
      new Entitlements(
          200,
          null,
          UNLIMITED,
          Quota.UNLIMITED,
          10_000_000,
          Quota.UNLIMITED,
          UNLIMITED,
          true,
          true,
          true);

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

  /// Of all seats together: they share one budget.
  public int requestsPerMinute(int seats) {
    return Math.multiplyExact(requestsPerMinute, seats);
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
