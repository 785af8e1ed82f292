package com.adiuva.domain.billing;

/// What customers do at a gateway, and what time does to their subscriptions: the half of a
/// gateway's life that a [PaymentGateway] has no methods for. Everything throws an
/// `IllegalStateException` where it is not possible, such as paying a session that has expired.
public interface PayingCustomers {

  /// Pays on a checkout's page.
  ///
  /// @return the id of the subscription, which is active
  String pay(String sessionId);

  /// Pays on a checkout's page by a means that takes days.
  ///
  /// @return the id of the subscription, which is incomplete until [#recover] or [#giveUp]
  String payLater(String sessionId);

  /// The next payment fails: past due.
  void failPayment(String subscriptionId);

  /// A payment that was open or had failed comes: active.
  void recover(String subscriptionId);

  /// The payment that was open or had failed is not tried again: ended.
  void giveUp(String subscriptionId);

  /// The period ends, and with it the subscription if it was cancelled; if not, the next is paid.
  void endPeriod(String subscriptionId);

  /// The customer is deleted at the gateway; his subscriptions end.
  void delete(String customerId);
}
