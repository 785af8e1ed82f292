package com.adiuva.domain.accounts;

import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.accounts.tokens.RefreshRotation;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Users, sessions and tickets in memory, under one lock: a fake that passes the contracts, for
/// tests of what stands above the ports.
public final class InMemoryAccounts implements Users, Sessions, SocketTickets {
  private final Map<UserId, User> users = new LinkedHashMap<>();
  private final Map<UserId, Tier> tiers = new HashMap<>();
  private final Map<SessionId, StoredSession> sessions = new LinkedHashMap<>();
  private final Map<String, StoredToken> tokens = new HashMap<>();
  private final Map<String, Ticket> tickets = new HashMap<>();

  private record StoredSession(Session session, boolean ended) {}

  private record StoredToken(
      SessionId session, String salt, Instant expiresAt, @Nullable Instant rotatedAt) {}

  private record Ticket(UserId user, SessionId session, Instant expiresAt) {}

  /// Gives the user a tier, as a subscription would.
  public synchronized void setTier(UserId user, Tier tier) {
    tiers.put(user, tier);
  }

  @Override
  public synchronized boolean add(User user) {
    if (byEmail(user.email()).isPresent()) {
      return false;
    }
    users.put(user.id(), user);
    return true;
  }

  @Override
  public synchronized Optional<User> byEmail(EmailAddress email) {
    return users.values().stream().filter(user -> user.email().equals(email)).findFirst();
  }

  @Override
  public synchronized Optional<User> byId(UserId id) {
    return Optional.ofNullable(users.get(id));
  }

  @Override
  public synchronized List<User> all(@Nullable UserId after, int limit) {
    return users.values().stream()
        .filter(user -> after == null || user.id().value().compareTo(after.value()) > 0)
        .sorted(Comparator.comparing(user -> user.id().value()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean setRole(UserId id, Role role, Instant now) {
    return null
        != users.computeIfPresent(
            id,
            (any, user) -> new User(id, user.email(), role, user.passwordHash(), user.createdAt()));
  }

  @Override
  public synchronized boolean upgradePasswordHash(UserId id, String oldHash, String newHash) {
    return replaceHash(id, oldHash, newHash);
  }

  @Override
  public synchronized boolean changePassword(
      UserId id, String oldHash, String newHash, SessionId keep, Instant now) {
    if (!replaceHash(id, oldHash, newHash)) {
      return false;
    }
    sessions.replaceAll((sessionId, stored) ->
        stored.session().user().equals(id) && !sessionId.equals(keep)
            ? new StoredSession(stored.session(), true)
            : stored);
    return true;
  }

  private boolean replaceHash(UserId id, String oldHash, String newHash) {
    User user = users.get(id);
    if (user == null || !user.passwordHash().equals(oldHash)) {
      return false;
    }
    users.put(id, new User(id, user.email(), user.role(), newHash, user.createdAt()));
    return true;
  }

  @Override
  public synchronized boolean erase(UserId id) {
    sessions.values().removeIf(stored -> stored.session().user().equals(id));
    return users.remove(id) != null;
  }

  @Override
  public synchronized Optional<Caller> start(
      Session session, OpaqueToken first, Instant expiresAt, String passwordHash) {
    User user = users.get(session.user());
    if (user == null || !user.passwordHash().equals(passwordHash)) {
      return Optional.empty();
    }
    sessions.put(session.id(), new StoredSession(session, false));
    keep(first, session.id(), expiresAt);
    return caller(session.user(), session.id());
  }

  @Override
  public synchronized RefreshOutcome refresh(
      OpaqueToken presented, Instant now, Duration lifetime) {
    StoredToken stored = tokens.get(key(presented));
    StoredSession session = stored == null ? null : sessions.get(stored.session());
    if (stored == null || session == null) {
      return new RefreshOutcome.Refused();
    }
    UserId user = session.session().user();
    return switch (RefreshRotation.decide(
        stored.expiresAt(), stored.rotatedAt(), session.ended(), now)) {
      case REFUSE -> new RefreshOutcome.Refused();
      case REVOKE_FAMILY -> {
        sessions.put(stored.session(), new StoredSession(session.session(), true));
        yield new RefreshOutcome.Reused(user, stored.session());
      }
      case FOLLOW_SUCCESSORS -> livingEnd(child(presented, stored), user);
      case ROTATE -> {
        tokens.put(
            key(presented),
            new StoredToken(stored.session(), stored.salt(), stored.expiresAt(), now));
        OpaqueToken child = child(presented, stored);
        keep(child, stored.session(), now.plus(lifetime));
        Session old = session.session();
        sessions.put(
            old.id(),
            new StoredSession(
                new Session(old.id(), old.user(), old.createdAt(), now, old.userAgent()), false));
        yield livingEnd(child, user);
      }
    };
  }

  private RefreshOutcome livingEnd(OpaqueToken token, UserId user) {
    OpaqueToken end = token;
    StoredToken stored = stored(end);
    while (stored.rotatedAt() != null) {
      end = child(end, stored);
      stored = stored(end);
    }
    return new RefreshOutcome.Refreshed(
        caller(user, stored.session()).orElseThrow(), end, stored.expiresAt());
  }

  private StoredToken stored(OpaqueToken token) {
    StoredToken stored = tokens.get(key(token));
    if (stored == null) {
      throw new IllegalStateException("a successor is always stored");
    }
    return stored;
  }

  private void keep(OpaqueToken token, SessionId session, Instant expiresAt) {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    tokens.put(
        key(token), new StoredToken(session, HexFormat.of().formatHex(salt), expiresAt, null));
  }

  @Override
  public synchronized Optional<Caller> caller(UserId userId, SessionId sessionId) {
    StoredSession stored = sessions.get(sessionId);
    User user = users.get(userId);
    if (stored == null || user == null || stored.ended()) {
      return Optional.empty();
    }
    return stored.session().user().equals(userId)
        ? Optional.of(
            new Caller(
                userId,
                sessionId,
                user.email(),
                user.role(),
                tiers.getOrDefault(userId, Tier.FREE)))
        : Optional.empty();
  }

  @Override
  public synchronized List<Session> live(UserId user, Instant now) {
    List<Session> live = new ArrayList<>();
    for (StoredSession stored : sessions.values()) {
      boolean hasLivingToken =
          tokens.values().stream()
              .anyMatch(token ->
                  token.session().equals(stored.session().id())
                      && token.rotatedAt() == null
                      && now.isBefore(token.expiresAt()));
      if (stored.session().user().equals(user) && !stored.ended() && hasLivingToken) {
        live.add(stored.session());
      }
    }
    live.sort(Comparator.comparing(Session::lastUsedAt).reversed());
    return live;
  }

  @Override
  public synchronized boolean end(UserId user, SessionId session, Instant now) {
    if (caller(user, session).isEmpty()) {
      return false;
    }
    sessions.computeIfPresent(session, (id, stored) -> new StoredSession(stored.session(), true));
    return true;
  }

  @Override
  public synchronized void add(OpaqueToken ticket, Caller caller, Instant now, Instant expiresAt) {
    tickets.put(key(ticket), new Ticket(caller.id(), caller.session(), expiresAt));
  }

  @Override
  public synchronized Optional<Caller> redeem(OpaqueToken ticket, Instant now) {
    Ticket stored = tickets.remove(key(ticket));
    return stored != null && now.isBefore(stored.expiresAt())
        ? caller(stored.user(), stored.session())
        : Optional.empty();
  }

  /// Everything kept, as text: no password and no token may be in it.
  public synchronized String dump() {
    return users.values().stream().map(User::passwordHash).toList()
        + tokens.keySet().toString()
        + tickets.keySet();
  }

  private static OpaqueToken child(OpaqueToken parent, StoredToken stored) {
    return parent.child(HexFormat.of().parseHex(stored.salt()));
  }

  private static String key(OpaqueToken token) {
    return HexFormat.of().formatHex(token.hash());
  }
}
