package com.adiuva.domain.billing;

import com.adiuva.domain.shared.InvalidValueException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Where a subscription is in its life, in Stripe's words. On the wire and in the database the
/// lower-case name.
///
/// A subscription begins with a payment that is open ([#INCOMPLETE]), lives, and ends for good.
/// What we see are snapshots, and what happened between two of them may be skipped; so the edges
/// are those of one or more steps.
public enum SubscriptionStatus {
  /// The first payment is open.
  INCOMPLETE(false),
  /// The first payment never came; the end.
  INCOMPLETE_EXPIRED(false),
  TRIALING(true),
  ACTIVE(true),
  /// A later payment failed; it entitles for a while yet.
  PAST_DUE(true),
  /// All attempts to collect failed.
  UNPAID(false),
  PAUSED(false),
  /// The end.
  CANCELED(false);

  private static final Set<SubscriptionStatus> LIVING =
      EnumSet.of(TRIALING, ACTIVE, PAST_DUE, UNPAID, PAUSED);

  private final boolean paid;

  SubscriptionStatus(boolean paid) {
    this.paid = paid;
  }

  /// Whether its tier is the user's, but for the end of the grace period of [#PAST_DUE].
  public boolean entitles() {
    return paid;
  }

  /// Whether it can never change again.
  public boolean isFinal() {
    return this == CANCELED || this == INCOMPLETE_EXPIRED;
  }

  /// The statuses that the same subscription may have later. Staying is no edge.
  public Set<SubscriptionStatus> next() {
    EnumSet<SubscriptionStatus> next = EnumSet.noneOf(SubscriptionStatus.class);
    if (this == INCOMPLETE) {
      next.addAll(LIVING);
      next.add(CANCELED);
      next.add(INCOMPLETE_EXPIRED);
    } else if (!isFinal()) {
      next.addAll(LIVING);
      next.add(CANCELED);
      next.remove(this);
    }
    return next;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The status of that name.
  ///
  /// @throws InvalidValueException for anything but a wire name
  public static SubscriptionStatus ofWireName(String name) {
    for (SubscriptionStatus status : values()) {
      if (status.wireName().equals(name)) {
        return status;
      }
    }
    throw new InvalidValueException("enum", "is not the status of a subscription");
  }
}
