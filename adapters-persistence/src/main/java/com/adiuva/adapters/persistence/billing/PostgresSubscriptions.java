package com.adiuva.adapters.persistence.billing;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.Subscriptions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// [Subscriptions] in PostgreSQL.
public final class PostgresSubscriptions implements Subscriptions {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Database database;

  public PostgresSubscriptions(Database database) {
    this.database = database;
  }

  @Override
  public Optional<BillingAccount> of(UserId user) {
    return database.read(handle ->
        handle
            .createQuery(AccountRow.SELECT + " WHERE u.id = :user")
            .bind("user", user.value())
            .map(AccountRow::map)
            .findOne());
  }

  @Override
  public List<BillingAccount> ofAll(Collection<UserId> users) {
    return database.read(handle ->
        handle
            .createQuery(AccountRow.SELECT + " WHERE u.id = ANY (:users)")
            .bindArray("users", UUID.class, users.stream().map(UserId::value).toList())
            .map(AccountRow::map)
            .list());
  }

  @Override
  public Optional<BillingAccount> ofCustomer(String customerId) {
    return database.read(handle ->
        handle
            .createQuery(AccountRow.SELECT + " WHERE u.stripe_customer_id = :customer")
            .bind("customer", customerId)
            .map(AccountRow::map)
            .findOne());
  }

  @Override
  public Optional<String> linkCustomer(UserId user, String customerId) {
    return database.with(handle ->
        handle
            .createQuery(
                """
                UPDATE users
                   SET stripe_customer_id = coalesce(stripe_customer_id, :customer)
                 WHERE id = :user
                RETURNING stripe_customer_id
                """)
            .bind("user", user.value())
            .bind("customer", customerId)
            .mapTo(String.class)
            .findOne());
  }

  @Override
  public void forgetCustomer(UserId user, String customerId) {
    database.with(handle ->
        handle
            .createUpdate(
                """
                WITH forgotten AS (
                    UPDATE users
                       SET stripe_customer_id = NULL
                     WHERE id = :user AND stripe_customer_id = :customer
                    RETURNING id
                )
                DELETE FROM checkouts c
                 USING forgotten
                 WHERE c.user_id = forgotten.id
                """)
            .bind("user", user.value())
            .bind("customer", customerId)
            .execute());
  }

  @Override
  public boolean apply(
      BillingAccount account,
      @Nullable Subscription subscription,
      @Nullable String eventId,
      Instant now) {
    return subscription == null
        ? confirm(account, eventId, now)
        : replace(account, subscription, eventId, now);
  }

  private boolean replace(
      BillingAccount account, Subscription next, @Nullable String eventId, Instant now) {
    return database.inTransaction(handle ->
        handle
            .createQuery(
                """
                WITH changed AS (
                    INSERT INTO subscriptions AS s
                           (user_id, stripe_subscription_id, tier, status, seats,
                            current_period_end, cancel_at_period_end, past_due_since,
                            created_at, updated_at)
                    SELECT id, :subscription, :tier, :status, :seats,
                           CAST(:end AS timestamptz), :cancel, CAST(:since AS timestamptz),
                           :now, :now
                      FROM users
                     WHERE id = :user
                       FOR KEY SHARE
                    ON CONFLICT (user_id) DO UPDATE
                       SET stripe_subscription_id = excluded.stripe_subscription_id,
                           tier = excluded.tier, status = excluded.status,
                           seats = excluded.seats,
                           current_period_end = excluded.current_period_end,
                           cancel_at_period_end = excluded.cancel_at_period_end,
                           past_due_since = excluded.past_due_since,
                           updated_at = excluded.updated_at, revision = s.revision + 1
                     WHERE s.revision = :revision
                    RETURNING user_id
                ), closed AS (
                    DELETE FROM checkouts c
                     USING changed
                     WHERE c.user_id = changed.user_id AND :closes
                ), done AS (
                    UPDATE billing_events
                       SET state = 'done', settled_at = :now, due_at = NULL, problem = NULL
                      FROM changed
                     WHERE id = CAST(:event AS text)
                )
                SELECT count(*) = 1 FROM changed
                """)
            .bind("user", account.user().value())
            .bind("revision", account.revision())
            .bind("subscription", next.stripeId())
            .bind("tier", next.tier().wireName())
            .bind("status", next.status().wireName())
            .bind("seats", next.seats())
            .bind("end", next.currentPeriodEnd())
            .bind("cancel", next.cancelAtPeriodEnd())
            .bind("since", next.pastDueSince())
            .bind("closes", endsCheckout(account.subscription(), next))
            .bind("event", eventId)
            .bind("now", now)
            .mapTo(Boolean.class)
            .one());
  }

  private static boolean endsCheckout(@Nullable Subscription known, Subscription next) {
    return next.isBilled()
        || (next.stripeId() != null
            && (known == null || !next.stripeId().equals(known.stripeId())));
  }

  private boolean confirm(BillingAccount account, @Nullable String eventId, Instant now) {
    return database.inTransaction(handle ->
        handle
            .createQuery(
                """
                WITH confirmed AS (
                    UPDATE subscriptions
                       SET revision = revision + 1, updated_at = :now
                     WHERE user_id = :user AND revision = :revision
                    RETURNING true
                ), nothing AS (
                    SELECT true
                      FROM users
                     WHERE id = :user AND :revision = 0
                       AND NOT EXISTS (SELECT FROM subscriptions WHERE user_id = :user)
                       FOR KEY SHARE
                ), seen AS (
                    TABLE confirmed UNION ALL TABLE nothing
                ), done AS (
                    UPDATE billing_events
                       SET state = 'done', settled_at = :now, due_at = NULL, problem = NULL
                      FROM seen
                     WHERE id = CAST(:event AS text)
                )
                SELECT count(*) = 1 FROM seen
                """)
            .bind("user", account.user().value())
            .bind("revision", account.revision())
            .bind("event", eventId)
            .bind("now", now)
            .mapTo(Boolean.class)
            .one());
  }

  @Override
  public List<BillingAccount> billed(@Nullable UserId after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                AccountRow.SELECT
                    + """
                     WHERE s.user_id > :after AND s.stripe_subscription_id IS NOT NULL
                       AND s.status NOT IN ('canceled', 'incomplete_expired')
                     ORDER BY s.user_id
                     LIMIT :limit
                    """)
            .bind("after", after == null ? BEFORE_ALL : after.value())
            .bind("limit", limit)
            .map(AccountRow::map)
            .list());
  }
}
