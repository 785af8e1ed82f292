package com.adiuva.adapters.persistence.accounts;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.billing.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/// Reads a caller from a row with `user_id`, `session_id`, `email`, `role` and `tier`.
///
/// @param defaultTier of those whose `tier` is null, having no subscription
record CallerRow(Tier defaultTier) implements RowMapper<Caller> {
  @Override
  public Caller map(ResultSet row, StatementContext context) throws SQLException {
    String tier = row.getString("tier");
    return new Caller(
        new UserId(row.getObject("user_id", UUID.class)),
        new SessionId(row.getObject("session_id", UUID.class)),
        new EmailAddress(row.getString("email")),
        Role.ofWireName(row.getString("role")),
        tier == null ? defaultTier : Tier.ofWireName(tier));
  }
}
