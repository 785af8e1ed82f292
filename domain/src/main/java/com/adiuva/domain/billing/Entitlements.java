package com.adiuva.domain.billing;

import com.adiuva.domain.shared.Quota;

/// What a tier includes, as data.
///
/// @param cloudStorage for records and vectors together
/// @param backup for backups
public record Entitlements(Quota cloudStorage, Quota backup) {
  private static final Entitlements FREE =
      new Entitlements(Quota.ofGigabytes(0), Quota.ofGigabytes(0));
  private static final Entitlements PRO =
      new Entitlements(Quota.ofGigabytes(5), Quota.ofGigabytes(5));
  private static final Entitlements POWER =
      new Entitlements(Quota.ofGigabytes(25), Quota.ofGigabytes(25));
  private static final Entitlements TEAM = new Entitlements(Quota.UNLIMITED, Quota.UNLIMITED);

  public static Entitlements of(Tier tier) {
    return switch (tier) {
      case FREE -> FREE;
      case PRO -> PRO;
      case POWER -> POWER;
      case TEAM -> TEAM;
    };
  }
}
