package com.adiuva.adapters.persistence.billing;

import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.SubscriptionStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// A user with the subscription he may have.
final class AccountRow {
  static final String SELECT =
      """
      SELECT u.id, u.email, u.stripe_customer_id, s.stripe_subscription_id, s.tier, s.status,
             s.seats, s.current_period_end, s.cancel_at_period_end, s.past_due_since,
             coalesce(s.revision, 0) AS revision
        FROM users u
        LEFT JOIN subscriptions s ON s.user_id = u.id
      """;

  private AccountRow() {}

  static BillingAccount map(ResultSet row, StatementContext context) throws SQLException {
    return new BillingAccount(
        new UserId(row.getObject("id", UUID.class)),
        new EmailAddress(row.getString("email")),
        row.getString("stripe_customer_id"),
        subscription(row),
        row.getLong("revision"));
  }

  private static @Nullable Subscription subscription(ResultSet row) throws SQLException {
    String status = row.getString("status");
    if (status == null) {
      return null;
    }
    return new Subscription(
        row.getString("stripe_subscription_id"),
        Tier.ofWireName(row.getString("tier")),
        SubscriptionStatus.ofWireName(status),
        row.getInt("seats"),
        instant(row, "current_period_end"),
        row.getBoolean("cancel_at_period_end"),
        instant(row, "past_due_since"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
