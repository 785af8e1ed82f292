package com.adiuva.domain.shared;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What can be wrong with subscriptions and payments.
public sealed interface BillingProblem extends Problem {

  /// There is no payment provider on this server.
  record BillingNotConfigured() implements BillingProblem {
    @Override
    public String code() {
      return "billing_not_configured";
    }

    @Override
    public String title() {
      return "Billing not configured";
    }

    @Override
    public String detail() {
      return "This server takes no payments; its operator decides about tiers.";
    }
  }

  /// The payment provider does not answer.
  record BillingUnavailable() implements BillingProblem {
    @Override
    public String code() {
      return "billing_unavailable";
    }

    @Override
    public String title() {
      return "Billing unavailable";
    }

    @Override
    public String detail() {
      return "The payment provider does not answer; try again in a moment.";
    }
  }

  /// The payment provider refused what we asked for.
  record BillingFailed() implements BillingProblem {
    @Override
    public String code() {
      return "billing_failed";
    }

    @Override
    public String title() {
      return "Billing failed";
    }

    @Override
    public String detail() {
      return "The payment provider refused the request; nothing was charged.";
    }
  }

  /// The event was not signed by the payment provider, or too long ago, or is no event.
  record InvalidSignature() implements BillingProblem {
    @Override
    public String code() {
      return "invalid_signature";
    }

    @Override
    public String title() {
      return "Invalid signature";
    }

    @Override
    public String detail() {
      return "The request does not carry a valid and recent signature of its body.";
    }
  }

  /// There is no subscription that this could be done to.
  record NoSubscription() implements BillingProblem {
    @Override
    public String code() {
      return "no_subscription";
    }

    @Override
    public String title() {
      return "No subscription";
    }

    @Override
    public String detail() {
      return "There is no active subscription.";
    }
  }

  /// There is a subscription already, which is to be changed rather than bought again.
  ///
  /// @param portalUrl where that can be done; null when there is no link at the moment
  record AlreadySubscribed(@Nullable URI portalUrl) implements BillingProblem {
    @Override
    public String code() {
      return "already_subscribed";
    }

    @Override
    public String title() {
      return "Already subscribed";
    }

    @Override
    public String detail() {
      return "There is an active subscription; change it instead of buying another one.";
    }
  }

  /// Nobody gets more before he has paid for what he has.
  record PaymentOpen() implements BillingProblem {
    @Override
    public String code() {
      return "payment_open";
    }

    @Override
    public String title() {
      return "Payment open";
    }

    @Override
    public String detail() {
      return "A payment of the subscription is open; settle it in the customer portal first.";
    }
  }
}
