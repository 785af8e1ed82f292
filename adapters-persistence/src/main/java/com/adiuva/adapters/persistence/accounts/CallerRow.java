package com.adiuva.adapters.persistence.accounts;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.billing.TierPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Reads a caller from a row with `user_id`, `session_id`, `email`, `role`, and of his subscription
/// `tier`, `status`, `seats` and `past_due_since`, all null when he has none.
///
/// @param tiers says which tier a subscription makes
record CallerRow(TierPolicy tiers) implements RowMapper<Caller> {
  @Override
  public Caller map(ResultSet row, StatementContext context) throws SQLException {
    Subscription subscription = subscription(row);
    return new Caller(
        new UserId(row.getObject("user_id", UUID.class)),
        new SessionId(row.getObject("session_id", UUID.class)),
        new EmailAddress(row.getString("email")),
        Role.ofWireName(row.getString("role")),
        tiers.tier(subscription),
        tiers.seats(subscription));
  }

  /// As much of it as a tier depends on.
  private static @Nullable Subscription subscription(ResultSet row) throws SQLException {
    String tier = row.getString("tier");
    if (tier == null) {
      return null;
    }
    OffsetDateTime pastDueSince = row.getObject("past_due_since", OffsetDateTime.class);
    return new Subscription(
        null,
        Tier.ofWireName(tier),
        SubscriptionStatus.ofWireName(row.getString("status")),
        row.getInt("seats"),
        null,
        false,
        pastDueSince == null ? null : pastDueSince.toInstant());
  }
}
