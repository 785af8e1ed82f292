package com.adiuva.domain.accounts;

import com.adiuva.domain.billing.Tier;

/// Who is asking, as the database knew it when the request arrived: role and tier come from there
/// and never from a token.
public record Caller(UserId id, SessionId session, EmailAddress email, Role role, Tier tier) {}
