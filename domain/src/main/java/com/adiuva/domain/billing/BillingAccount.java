package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.UserId;
import org.jspecify.annotations.Nullable;

/// What we know of a user as somebody who pays.
///
/// @param customerId Stripe's id of him; null when he never began to pay
/// @param subscription null when there never was one
/// @param revision rises with every change of the subscription and with everything that confirmed
///   it; 0 when there never was one
public record BillingAccount(
    UserId user,
    EmailAddress email,
    @Nullable String customerId,
    @Nullable Subscription subscription,
    long revision) {}
