package com.adiuva.domain.billing;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Port;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps who subscribed to what: the one truth of everybody's tier.
///
/// Every method is atomic and throws a [com.adiuva.domain.shared.ProblemException] with
/// `DatabaseUnavailable` when the store does not answer.
@Port
public interface Subscriptions {

  /// Empty when there is no such user.
  Optional<BillingAccount> of(UserId user);

  /// Those of the users who exist, in any order.
  List<BillingAccount> ofAll(Collection<UserId> users);

  /// Empty when nobody is that customer.
  Optional<BillingAccount> ofCustomer(String customerId);

  /// Notes Stripe's id of the user, unless there is one already.
  ///
  /// @return the one that is noted now; empty when there is no such user
  Optional<String> linkCustomer(UserId user, String customerId);

  /// Forgets Stripe's id of the user, if it still is that one, and with it his open checkout, which
  /// stands for that customer.
  void forgetCustomer(UserId user, String customerId);

  /// Replaces what is known, if it is still what the caller saw, and marks the event as done, both
  /// or neither. What the caller learned elsewhere before it was seen may be old by now; so without
  /// effect he asks again. With a subscription at Stripe that lives, or that was not known, the
  /// user's open checkout is over, too.
  ///
  /// @param account as it was seen; its revision must be the current one
  /// @param subscription what holds from now on; null confirms what is known, if anything is: who
  ///   learned something else before must ask again, too
  /// @param eventId the entry of the [EventInbox] this is the effect of; null for none
  /// @return whether it took effect; false also when the user is gone
  boolean apply(
      BillingAccount account,
      @Nullable Subscription subscription,
      @Nullable String eventId,
      Instant now);

  /// Everybody with a subscription at Stripe that has not ended, by id.
  ///
  /// @param after the last one of the page before; null for the first page
  List<BillingAccount> billed(@Nullable UserId after, int limit);
}
