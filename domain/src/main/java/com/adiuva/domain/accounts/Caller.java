package com.adiuva.domain.accounts;

/// Who is asking, as the database knew it when the request arrived: role, tier and seats come from
/// there and never from a token.
///
/// @param seats how many the subscription pays for; 1 for all tiers but `team`
public record Caller(
    UserId id, SessionId session, EmailAddress email, Role role, Tier tier, int seats) {

  /// One seat.
  public Caller(UserId id, SessionId session, EmailAddress email, Role role, Tier tier) {
    this(id, session, email, role, tier, 1);
  }
}
