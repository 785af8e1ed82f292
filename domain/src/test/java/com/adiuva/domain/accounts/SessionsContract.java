package com.adiuva.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.accounts.tokens.RefreshRotation;
import com.adiuva.domain.shared.Racers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [Sessions] does.
public interface SessionsContract {
  Sessions sessions();

  /// Over the same store, with `free` as the tier of users without a subscription.
  Users users();

  private Session started(OpaqueToken token) {
    User user = People.somebody();
    users().add(user);
    Session session = People.session(user);
    assertThat(sessions().start(session, token, People.NOON.plus(People.MONTH), People.HASH))
        .isPresent();
    return session;
  }

  private RefreshOutcome refreshAt(OpaqueToken token, Instant now) {
    return sessions().refresh(token, now, People.MONTH);
  }

  private static RefreshOutcome.Refreshed refreshed(RefreshOutcome outcome) {
    assertThat(outcome).isInstanceOf(RefreshOutcome.Refreshed.class);
    return (RefreshOutcome.Refreshed) outcome;
  }

  @Test
  default void aStartedSessionMakesACaller() {
    User user = People.somebody();
    users().add(user);
    Session session = People.session(user);
    Caller expected = new Caller(user.id(), session.id(), user.email(), Role.USER, Tier.FREE);
    assertThat(
            sessions().start(session, People.token(), People.NOON.plus(People.MONTH), People.HASH))
        .contains(expected);
    assertThat(sessions().caller(user.id(), session.id())).contains(expected);
  }

  @Test
  default void nobodyIsCalledByAnUnknownOrForeignSession() {
    Session session = started(People.token());
    Session foreign = started(People.token());
    assertThat(sessions().caller(session.user(), foreign.id())).isEmpty();
    assertThat(sessions().caller(session.user(), People.session(People.somebody()).id())).isEmpty();
  }

  @Test
  default void doesNotStartASessionForNobody() {
    Session session = People.session(People.somebody());
    OpaqueToken token = People.token();
    assertThat(sessions().start(session, token, People.NOON.plus(People.MONTH), People.HASH))
        .isEmpty();
    assertThat(refreshAt(token, People.NOON)).isInstanceOf(RefreshOutcome.Refused.class);
  }

  /// As when a login, still hashing, is overtaken by a change of the password.
  @Test
  default void doesNotStartASessionWithAPasswordThatIsNotTheCurrentOneAnyMore() {
    User user = People.somebody();
    users().add(user);
    Session first = People.session(user);
    Instant expires = People.NOON.plus(People.MONTH);
    sessions().start(first, People.token(), expires, People.HASH);
    users().changePassword(user.id(), People.HASH, "new", first.id(), People.NOON);
    Session late = People.session(user);
    OpaqueToken token = People.token();
    assertThat(sessions().start(late, token, expires, People.HASH)).isEmpty();
    assertThat(sessions().caller(user.id(), late.id())).isEmpty();
    assertThat(refreshAt(token, People.NOON)).isInstanceOf(RefreshOutcome.Refused.class);
    assertThat(sessions().start(late, token, expires, "new")).isPresent();
  }

  @Test
  default void rotatesAToken() {
    OpaqueToken first = People.token();
    Session session = started(first);
    RefreshOutcome.Refreshed once = refreshed(refreshAt(first, People.NOON.plusSeconds(60)));
    assertThat(once.caller().session()).isEqualTo(session.id());
    assertThat(once.token().reveal()).isNotEqualTo(first.reveal());
    assertThat(once.expiresAt()).isEqualTo(People.NOON.plusSeconds(60).plus(People.MONTH));
    RefreshOutcome.Refreshed twice =
        refreshed(refreshAt(once.token(), People.NOON.plusSeconds(120)));
    assertThat(twice.token().reveal()).isNotEqualTo(once.token().reveal());
    assertThat(sessions().live(session.user(), People.NOON.plusSeconds(120)))
        .singleElement()
        .satisfies(s -> assertThat(s.lastUsedAt()).isEqualTo(People.NOON.plusSeconds(120)));
  }

  @Test
  default void givesTheSameSuccessorWithinTheGrace() {
    OpaqueToken first = People.token();
    started(first);
    Instant rotation = People.NOON.plusSeconds(60);
    String child = refreshed(refreshAt(first, rotation)).token().reveal();
    assertThat(refreshed(refreshAt(first, rotation.plus(RefreshRotation.GRACE))).token().reveal())
        .isEqualTo(child);
  }

  @Test
  default void followsTheChainToItsLivingEndWithinTheGrace() {
    OpaqueToken first = People.token();
    started(first);
    OpaqueToken second = refreshed(refreshAt(first, People.NOON)).token();
    OpaqueToken third = refreshed(refreshAt(second, People.NOON.plusSeconds(3))).token();
    assertThat(refreshed(refreshAt(first, People.NOON.plusSeconds(6))).token().reveal())
        .isEqualTo(third.reveal());
  }

  @Test
  default void revokesTheFamilyOnALateReplay() {
    OpaqueToken first = People.token();
    Session session = started(first);
    OpaqueToken second = refreshed(refreshAt(first, People.NOON)).token();
    Instant late = People.NOON.plus(RefreshRotation.GRACE).plusMillis(1);
    assertThat(refreshAt(first, late))
        .isEqualTo(new RefreshOutcome.Reused(session.user(), session.id()));
    assertThat(refreshAt(second, late)).isInstanceOf(RefreshOutcome.Refused.class);
    assertThat(refreshAt(first, late)).isInstanceOf(RefreshOutcome.Refused.class);
    assertThat(sessions().caller(session.user(), session.id())).isEmpty();
  }

  @Test
  default void refusesAnExpiredOrUnknownToken() {
    OpaqueToken token = People.token();
    started(token);
    assertThat(refreshAt(token, People.NOON.plus(People.MONTH)))
        .isInstanceOf(RefreshOutcome.Refused.class);
    assertThat(refreshAt(People.token(), People.NOON)).isInstanceOf(RefreshOutcome.Refused.class);
  }

  @Test
  default void racersShareOneSuccessor() throws Exception {
    for (int round = 0; round < 20; round++) {
      OpaqueToken token = People.token();
      started(token);
      List<RefreshOutcome> outcomes = Racers.race(10, () -> refreshAt(token, People.NOON));
      Set<String> children = new HashSet<>();
      outcomes.forEach(outcome -> children.add(refreshed(outcome).token().reveal()));
      assertThat(children).hasSize(1);
    }
  }

  @Test
  default void endsASessionOnce() {
    OpaqueToken token = People.token();
    Session session = started(token);
    Session other = started(People.token());
    assertThat(sessions().end(other.user(), session.id(), People.NOON)).isFalse();
    assertThat(sessions().end(session.user(), session.id(), People.NOON)).isTrue();
    assertThat(sessions().end(session.user(), session.id(), People.NOON)).isFalse();
    assertThat(sessions().caller(session.user(), session.id())).isEmpty();
    assertThat(refreshAt(token, People.NOON)).isInstanceOf(RefreshOutcome.Refused.class);
    assertThat(sessions().live(session.user(), People.NOON)).isEmpty();
  }

  @Test
  default void listsLivingSessionsLastUsedFirst() {
    User user = People.somebody();
    users().add(user);
    Session older = People.session(user);
    Session newer = People.session(user);
    OpaqueToken newerToken = People.token();
    sessions().start(older, People.token(), People.NOON.plus(Duration.ofHours(1)), People.HASH);
    sessions().start(newer, newerToken, People.NOON.plus(People.MONTH), People.HASH);
    refreshAt(newerToken, People.NOON.plusSeconds(30));
    assertThat(sessions().live(user.id(), People.NOON.plusSeconds(60)))
        .extracting(Session::id)
        .containsExactly(newer.id(), older.id());
    assertThat(sessions().live(user.id(), People.NOON.plus(Duration.ofHours(2))))
        .extracting(Session::id)
        .containsExactly(newer.id());
  }
}
