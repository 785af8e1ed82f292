package com.adiuva.adapters.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.adiuva.adapters.persistence.billing.PostgresSubscriptions;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.RefreshOutcome;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.Session;
import com.adiuva.domain.accounts.Sessions;
import com.adiuva.domain.accounts.SessionsContract;
import com.adiuva.domain.accounts.SocketTickets;
import com.adiuva.domain.accounts.SocketTicketsContract;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.Users;
import com.adiuva.domain.accounts.UsersContract;
import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.billing.BillingAccount;
import com.adiuva.domain.billing.Subscription;
import com.adiuva.domain.billing.SubscriptionStatus;
import com.adiuva.domain.billing.Subscriptions;
import com.adiuva.domain.billing.TierPolicy;
import com.adiuva.domain.shared.MovableClock;
import com.adiuva.domain.shared.Racers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class PostgresAccountsTest implements UsersContract, SessionsContract, SocketTicketsContract {
  @AutoClose private static final TestDatabase database = TestDatabase.create();

  private static final Duration GRACE = Duration.ofDays(7);

  private final MovableClock clock = new MovableClock(People.NOON);
  private final TierPolicy tiers = new TierPolicy(Tier.FREE, GRACE, clock);
  private final Users users = new PostgresUsers(database.database());
  private final Sessions sessions =
      new PostgresSessions(database.database(), tiers, new SecureRandom());
  private final SocketTickets tickets = new PostgresSocketTickets(database.database(), tiers);

  @Override
  public Users users() {
    return users;
  }

  @Override
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public SocketTickets tickets() {
    return tickets;
  }

  @Test
  void tierAndRoleAreReadAsTheyAreNow() {
    User user = People.somebody();
    users.add(user);
    Session session = People.session(user);
    sessions.start(session, People.token(), People.NOON.plus(People.MONTH), People.HASH);
    database.execute(
        "INSERT INTO subscriptions (user_id, tier, status, created_at)"
            + " VALUES (?, 'power', 'active', now())",
        user.id().value());
    database.execute("UPDATE users SET role = 'admin' WHERE id = ?", user.id().value());
    assertThat(sessions.caller(user.id(), session.id()))
        .contains(new Caller(user.id(), session.id(), user.email(), Role.ADMIN, Tier.POWER));
  }

  @Test
  void usersWithoutSubscriptionHaveTheConfiguredTier() {
    User user = People.somebody();
    users.add(user);
    Session session = People.session(user);
    Sessions generous =
        new PostgresSessions(
            database.database(), new TierPolicy(Tier.TEAM, GRACE, clock), new SecureRandom());
    assertThat(generous.start(session, People.token(), People.NOON.plus(People.MONTH), People.HASH))
        .get()
        .extracting(Caller::tier)
        .isEqualTo(Tier.TEAM);
  }

  @Test
  void theTierIsTheSubscriptionsWhileThatEntitles() {
    User user = People.somebody();
    users.add(user);
    Session session = People.session(user);
    sessions.start(session, People.token(), People.NOON.plus(People.MONTH), People.HASH);
    Subscriptions subscriptions = new PostgresSubscriptions(database.database());
    for (SubscriptionStatus status : SubscriptionStatus.values()) {
      BillingAccount account = subscriptions.of(user.id()).orElseThrow();
      boolean failed = status == SubscriptionStatus.PAST_DUE;
      Subscription team =
          new Subscription(
              "sub_1", Tier.TEAM, status, 3, null, false, failed ? clock.instant() : null);
      assertThat(subscriptions.apply(account, team, null, clock.instant())).isTrue();
      boolean entitled =
          failed || status == SubscriptionStatus.ACTIVE || status == SubscriptionStatus.TRIALING;
      assertIs(entitled ? Tier.TEAM : Tier.FREE, entitled ? 3 : 1, user, session);
      if (failed) {
        clock.advance(GRACE.minusMillis(1));
        assertIs(Tier.TEAM, 3, user, session);
        clock.advance(Duration.ofMillis(1));
        assertIs(Tier.FREE, 1, user, session);
      }
    }
  }

  private void assertIs(Tier tier, int seats, User user, Session session) {
    Caller caller = sessions.caller(user.id(), session.id()).orElseThrow();
    assertThat(caller.tier()).isEqualTo(tier);
    assertThat(caller.seats()).isEqualTo(seats);
    OpaqueToken ticket = People.token();
    tickets.add(ticket, caller, clock.instant(), clock.instant().plusSeconds(30));
    assertThat(tickets.redeem(ticket, clock.instant())).contains(caller);
  }

  /// Ten windows that wake at once and refresh, a hundred times over, on one session.
  @Test
  void racingRefreshesKeepOneLivingChain() throws Exception {
    User user = People.somebody();
    users.add(user);
    Session session = People.session(user);
    OpaqueToken token = People.token();
    sessions.start(session, token, People.NOON.plus(People.MONTH), People.HASH);
    Instant now = People.NOON;
    for (int round = 0; round < 100; round++) {
      OpaqueToken presented = token;
      Instant at = now;
      List<RefreshOutcome> outcomes =
          Racers.race(10, () -> sessions.refresh(presented, at, People.MONTH));
      Set<String> children = new HashSet<>();
      for (RefreshOutcome outcome : outcomes) {
        assertThat(outcome).isInstanceOf(RefreshOutcome.Refreshed.class);
        token = ((RefreshOutcome.Refreshed) outcome).token();
        children.add(token.reveal());
      }
      assertThat(children).as("round " + round).hasSize(1);
      now = now.plusSeconds(60);
    }
    assertThat(unusedTokens(session)).isEqualTo(1);
  }

  /// A token and its child presented at once, by windows that lag behind each other.
  @Test
  void racersWithOlderAndNewerTokensMeetAtTheSameEnd() throws Exception {
    for (int round = 0; round < 30; round++) {
      User user = People.somebody();
      users.add(user);
      Session session = People.session(user);
      OpaqueToken first = People.token();
      sessions.start(session, first, People.NOON.plus(People.MONTH), People.HASH);
      OpaqueToken second = refreshed(sessions.refresh(first, People.NOON, People.MONTH));
      AtomicInteger racer = new AtomicInteger();
      List<RefreshOutcome> outcomes =
          Racers.race(
              8,
              () ->
                  sessions.refresh(
                      racer.getAndIncrement() % 2 == 0 ? first : second,
                      People.NOON.plusSeconds(1),
                      People.MONTH));
      assertThat(outcomes).allMatch(outcome -> outcome instanceof RefreshOutcome.Refreshed);
      assertThat(unusedTokens(session)).isEqualTo(1);
    }
  }

  @Test
  void whateverRacesAgainstErasingNeverFails() throws Exception {
    for (int round = 0; round < 30; round++) {
      User user = People.somebody();
      users.add(user);
      Session session = People.session(user);
      OpaqueToken token = People.token();
      sessions.start(session, token, People.NOON.plus(People.MONTH), People.HASH);
      AtomicInteger racer = new AtomicInteger();
      Racers.race(
          10,
          () ->
              switch (racer.getAndIncrement() % 5) {
                case 0 -> sessions.refresh(token, People.NOON, People.MONTH);
                case 1 -> sessions.end(user.id(), session.id(), People.NOON);
                case 2 -> users.changePassword(user.id(), "a-hash", "b", session.id(), People.NOON);
                case 3 ->
                    sessions.start(
                        People.session(user),
                        People.token(),
                        People.NOON.plus(People.MONTH),
                        People.HASH);
                default -> users.erase(user.id());
              });
      assertThat(sessions.caller(user.id(), session.id())).isEmpty();
      assertThat(users.byId(user.id())).isEmpty();
    }
  }

  @Test
  void loginSweepsOutDeadSessionsAndKeepsTheOthers() {
    User user = People.somebody();
    users.add(user);
    Session dead = People.session(user);
    Session living = People.session(user);
    sessions.start(dead, People.token(), People.NOON.plus(Duration.ofHours(1)), People.HASH);
    sessions.start(living, People.token(), People.NOON.plus(People.MONTH), People.HASH);
    Instant later = People.NOON.plus(Duration.ofDays(2));
    Session fresh = new Session(People.session(user).id(), user.id(), later, later, null);
    sessions.start(fresh, People.token(), later.plus(People.MONTH), People.HASH);
    assertThat(sessions.caller(user.id(), dead.id())).isEmpty();
    assertThat(sessions.caller(user.id(), living.id())).isPresent();
    assertThat(sessions.live(user.id(), later))
        .contains(fresh)
        .extracting(Session::id)
        .containsExactly(fresh.id(), living.id());
  }

  @Test
  void aSessionThatLivesOnForgetsItsExpiredTokens() {
    User user = People.somebody();
    users.add(user);
    Session session = People.session(user);
    OpaqueToken token = People.token();
    Duration hour = Duration.ofHours(1);
    sessions.start(session, token, People.NOON.plus(hour), People.HASH);
    for (int i = 1; i <= 20; i++) {
      Instant now = People.NOON.plus(Duration.ofMinutes(30L * i));
      token = refreshed(sessions.refresh(token, now, hour));
    }
    assertThat(tokens(session)).isLessThanOrEqualTo(4);
    assertThat(unusedTokens(session)).isEqualTo(1);
  }

  @Test
  void aTokenUsedTwiceLeavesATraceWithoutTheToken() {
    User user = People.somebody();
    users.add(user);
    Session session = People.session(user);
    OpaqueToken token = People.token();
    sessions.start(session, token, People.NOON.plus(People.MONTH), People.HASH);
    sessions.refresh(token, People.NOON, People.MONTH);
    Logger logger = (Logger) LoggerFactory.getLogger(PostgresSessions.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      sessions.refresh(token, People.NOON.plusSeconds(60), People.MONTH);
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getLevel()).isEqualTo(Level.WARN);
          assertThat(line.getFormattedMessage())
              .contains(user.id().value().toString(), session.id().value().toString())
              .doesNotContain(token.reveal());
        });
  }

  private static OpaqueToken refreshed(RefreshOutcome outcome) {
    return ((RefreshOutcome.Refreshed) outcome).token();
  }

  private static int tokens(Session session) {
    return database
        .database()
        .with(handle ->
            handle
                .createQuery("SELECT count(*) FROM refresh_tokens WHERE family = :session")
                .bind("session", session.id().value())
                .mapTo(Integer.class)
                .one());
  }

  private static int unusedTokens(Session session) {
    return database
        .database()
        .with(handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) FROM refresh_tokens
                     WHERE family = :session AND rotated_at IS NULL
                    """)
                .bind("session", session.id().value())
                .mapTo(Integer.class)
                .one());
  }
}
