package com.adiuva.domain.accounts;

import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.shared.RandomUuid;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// Users and sessions for tests.
public final class People {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /// The password hash of everybody here.
  public static final String HASH = "a-hash";

  public static final Duration MONTH = Duration.ofDays(30);

  private static final RandomGenerator RANDOM = new java.security.SecureRandom();

  private People() {}

  /// A user nobody has seen before.
  public static User somebody() {
    return named("user-" + RandomUuid.from(RANDOM) + "@example.org");
  }

  public static User named(String email) {
    return new User(
        new UserId(RandomUuid.from(RANDOM)), new EmailAddress(email), Role.USER, HASH, NOON);
  }

  /// A new session of the user, started at noon.
  public static Session session(User user) {
    return new Session(new SessionId(RandomUuid.from(RANDOM)), user.id(), NOON, NOON, "test agent");
  }

  public static OpaqueToken token() {
    return OpaqueToken.random(RANDOM);
  }
}
