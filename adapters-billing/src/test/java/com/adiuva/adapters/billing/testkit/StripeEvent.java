package com.adiuva.adapters.billing.testkit;

/// An event as Stripe would send it.
///
/// @param id `evt_…`
/// @param body the JSON
public record StripeEvent(String id, String type, String body) {}
