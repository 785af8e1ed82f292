package com.adiuva.application.accounts;

import com.adiuva.domain.accounts.AccessTokens;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.RefreshOutcome;
import com.adiuva.domain.accounts.Session;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.Sessions;
import com.adiuva.domain.accounts.SocketTickets;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.tokens.AccessToken;
import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.adiuva.domain.shared.RandomUuid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// Sessions and the tokens that prove them.
public final class Authentication {
  private static final Duration TICKET_LIFETIME = Duration.ofSeconds(30);

  private final Sessions sessions;
  private final SocketTickets tickets;
  private final AccessTokens accessTokens;
  private final Clock clock;
  private final RandomGenerator random;
  private final Duration refreshLifetime;

  /// @param random must be cryptographically strong
  /// @param refreshLifetime how long a refresh token can be used
  public Authentication(
      Sessions sessions,
      SocketTickets tickets,
      AccessTokens accessTokens,
      Clock clock,
      RandomGenerator random,
      Duration refreshLifetime) {
    this.sessions = sessions;
    this.tickets = tickets;
    this.accessTokens = accessTokens;
    this.clock = clock;
    this.random = random;
    this.refreshLifetime = refreshLifetime;
  }

  /// The caller behind a bearer token, with role and tier as they are now.
  ///
  /// @throws ProblemException `InvalidToken`, or `TokenExpired` also when the session has ended
  public Caller authenticate(String bearerToken) {
    AccessToken.Claims claims = accessTokens.verify(bearerToken);
    return sessions
        .caller(claims.user(), claims.session())
        .orElseThrow(() -> new ProblemException(new Problem.TokenExpired()));
  }

  /// Starts a session for a user who has proven who they are.
  ///
  /// @param user with the hash their password was verified against
  /// @throws ProblemException `InvalidCredentials` when the account was erased or its password
  ///   changed meanwhile
  SignedIn open(User user, ClientInfo client) {
    Instant now = clock.instant();
    Session session =
        new Session(
            new SessionId(RandomUuid.from(random)), user.id(), now, now, client.userAgent());
    OpaqueToken refreshToken = OpaqueToken.random(random);
    Caller caller =
        sessions
            .start(session, refreshToken, now.plus(refreshLifetime), user.passwordHash())
            .orElseThrow(() -> new ProblemException(new Problem.InvalidCredentials()));
    return new SignedIn(caller, accessTokens.issue(caller), refreshToken);
  }

  /// Uses a refresh token once; see [com.adiuva.domain.accounts.tokens.RefreshRotation] for what a
  /// second use means.
  SignedIn refresh(String presented) {
    OpaqueToken token =
        OpaqueToken.parse(presented)
            .orElseThrow(() -> new ProblemException(new Problem.InvalidRefreshToken()));
    return switch (sessions.refresh(token, clock.instant(), refreshLifetime)) {
      case RefreshOutcome.Refreshed done ->
          new SignedIn(done.caller(), accessTokens.issue(done.caller()), done.token());
      case RefreshOutcome.Reused reused ->
          throw new ProblemException(new Problem.RefreshTokenReused());
      case RefreshOutcome.Refused refused ->
          throw new ProblemException(new Problem.InvalidRefreshToken());
    };
  }

  /// Ends the caller's own session. Doing it twice is no error.
  public void logout(Caller caller) {
    sessions.end(caller.id(), caller.session(), clock.instant());
  }

  /// The caller's living sessions, last used first.
  public List<Session> sessions(Caller caller) {
    return sessions.live(caller.id(), clock.instant());
  }

  /// Ends one of the caller's sessions.
  ///
  /// @throws ProblemException `NotFound` when the caller has no such living session
  public void end(Caller caller, SessionId session) {
    if (!sessions.end(caller.id(), session, clock.instant())) {
      throw new ProblemException(new Problem.NotFound("session"));
    }
  }

  /// A ticket that opens one socket within 30 s.
  public SocketTicket issueTicket(Caller caller) {
    Instant now = clock.instant();
    Instant expiresAt = now.plus(TICKET_LIFETIME);
    OpaqueToken ticket = OpaqueToken.random(random);
    tickets.add(ticket, caller, now, expiresAt);
    return new SocketTicket(ticket, expiresAt);
  }

  /// Takes a ticket in exchange for the caller it was made for.
  ///
  /// @throws ProblemException `InvalidToken` when it is unknown, used or expired
  public Caller redeemTicket(String ticket) {
    return OpaqueToken.parse(ticket)
        .flatMap(token -> tickets.redeem(token, clock.instant()))
        .orElseThrow(() -> new ProblemException(new Problem.InvalidToken()));
  }

  /// The caller as the database knows them now: for a socket's next request.
  ///
  /// @throws ProblemException `TokenExpired` when the session has ended
  public Caller reread(Caller caller) {
    return sessions
        .caller(caller.id(), caller.session())
        .orElseThrow(() -> new ProblemException(new Problem.TokenExpired()));
  }
}
