package com.adiuva.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.domain.accounts.tokens.OpaqueToken;
import com.adiuva.domain.shared.Racers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [Users] does.
public interface UsersContract {
  Users users();

  /// Over the same store.
  Sessions sessions();

  @Test
  default void findsWhatWasAdded() {
    User ann = People.somebody();
    assertThat(users().add(ann)).isTrue();
    assertThat(users().byEmail(ann.email())).contains(ann);
    assertThat(users().byId(ann.id())).contains(ann);
  }

  @Test
  default void doesNotFindTheUnknown() {
    User unknown = People.somebody();
    assertThat(users().byEmail(unknown.email())).isEmpty();
    assertThat(users().byId(unknown.id())).isEmpty();
  }

  @Test
  default void keepsTheFirstOfTwoWithOneAddress() {
    User first = People.somebody();
    User second = People.named(first.email().value());
    assertThat(users().add(first)).isTrue();
    assertThat(users().add(second)).isFalse();
    assertThat(users().byEmail(first.email())).contains(first);
    assertThat(users().byId(second.id())).isEmpty();
  }

  @Test
  default void addsOneOfManyRacingForAnAddress() throws Exception {
    String email = People.somebody().email().value();
    List<Boolean> added = Racers.race(16, () -> users().add(People.named(email)));
    assertThat(added).containsOnlyOnce(true);
  }

  @Test
  default void upgradesAHashUnlessItChangedMeanwhile() {
    User ann = People.somebody();
    users().add(ann);
    assertThat(users().upgradePasswordHash(ann.id(), "not the current one", "lost")).isFalse();
    assertThat(users().byId(ann.id())).get().extracting(User::passwordHash).isEqualTo("a-hash");
    assertThat(users().upgradePasswordHash(ann.id(), "a-hash", "better")).isTrue();
    assertThat(users().byId(ann.id())).get().extracting(User::passwordHash).isEqualTo("better");
  }

  @Test
  default void changingThePasswordEndsTheOtherSessions() {
    User ann = People.somebody();
    users().add(ann);
    Session kept = People.session(ann);
    Session ended = People.session(ann);
    OpaqueToken endedToken = People.token();
    sessions().start(kept, People.token(), People.NOON.plus(People.MONTH), People.HASH);
    sessions().start(ended, endedToken, People.NOON.plus(People.MONTH), People.HASH);

    assertThat(users().changePassword(ann.id(), "stale", "new", kept.id(), People.NOON)).isFalse();
    assertThat(sessions().caller(ann.id(), ended.id())).isPresent();

    assertThat(users().changePassword(ann.id(), "a-hash", "new", kept.id(), People.NOON)).isTrue();
    assertThat(users().byId(ann.id())).get().extracting(User::passwordHash).isEqualTo("new");
    assertThat(sessions().caller(ann.id(), kept.id())).isPresent();
    assertThat(sessions().caller(ann.id(), ended.id())).isEmpty();
    assertThat(sessions().refresh(endedToken, People.NOON, People.MONTH))
        .isInstanceOf(RefreshOutcome.Refused.class);
  }

  @Test
  default void changesThePasswordOfOneOfManyRacers() throws Exception {
    User ann = People.somebody();
    users().add(ann);
    Session session = People.session(ann);
    List<Boolean> changed =
        Racers.race(
            8, () -> users().changePassword(ann.id(), "a-hash", "new", session.id(), People.NOON));
    assertThat(changed).containsOnlyOnce(true);
  }

  @Test
  default void erasesAUserWithAllTheirSessions() {
    User ann = People.somebody();
    users().add(ann);
    Session session = People.session(ann);
    OpaqueToken token = People.token();
    sessions().start(session, token, People.NOON.plus(People.MONTH), People.HASH);

    assertThat(users().erase(ann.id())).isTrue();
    assertThat(users().erase(ann.id())).isFalse();
    assertThat(users().byId(ann.id())).isEmpty();
    assertThat(sessions().caller(ann.id(), session.id())).isEmpty();
    assertThat(sessions().refresh(token, People.NOON, People.MONTH))
        .isInstanceOf(RefreshOutcome.Refused.class);
    assertThat(users().add(People.named(ann.email().value()))).isTrue();
  }

  @Test
  default void everybodyComesOnceByPages() {
    List<User> added = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      User user = People.somebody();
      users().add(user);
      added.add(user);
    }
    List<User> found = new ArrayList<>();
    List<User> page = users().all(null, 2);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      found.addAll(page);
      page = users().all(page.get(page.size() - 1).id(), 2);
    }
    assertThat(found).doesNotHaveDuplicates().containsAll(added);
  }

  @Test
  default void aRoleIsReplaced() {
    User user = People.somebody();
    users().add(user);
    assertThat(users().setRole(user.id(), Role.REVIEWER, People.NOON)).isTrue();
    assertThat(users().byId(user.id())).get().extracting(User::role).isEqualTo(Role.REVIEWER);
    assertThat(users().setRole(People.somebody().id(), Role.ADMIN, People.NOON)).isFalse();
  }
}
