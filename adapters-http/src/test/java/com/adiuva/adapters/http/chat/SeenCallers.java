package com.adiuva.adapters.http.chat;

import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.RefreshOutcome;
import com.adiuva.domain.accounts.Session;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.Sessions;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.tokens.OpaqueToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Sessions that remember each caller the server has read from them.
final class SeenCallers implements Sessions {
  private final Sessions sessions;
  private final List<Caller> seen = new CopyOnWriteArrayList<>();

  SeenCallers(Sessions sessions) {
    this.sessions = sessions;
  }

  List<Caller> seen() {
    return List.copyOf(seen);
  }

  @Override
  public Optional<Caller> caller(UserId user, SessionId session) {
    Optional<Caller> caller = sessions.caller(user, session);
    caller.ifPresent(seen::add);
    return caller;
  }

  @Override
  public Optional<Caller> start(
      Session session, OpaqueToken first, Instant expiresAt, String passwordHash) {
    return sessions.start(session, first, expiresAt, passwordHash);
  }

  @Override
  public RefreshOutcome refresh(OpaqueToken presented, Instant now, Duration lifetime) {
    return sessions.refresh(presented, now, lifetime);
  }

  @Override
  public List<Session> live(UserId user, Instant now) {
    return sessions.live(user, now);
  }

  @Override
  public boolean end(UserId user, SessionId session, Instant now) {
    return sessions.end(user, session, now);
  }
}
