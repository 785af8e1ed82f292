package com.adiuva.application.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.adiuva.domain.accounts.AccessTokens;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.FastPasswordHasher;
import com.adiuva.domain.accounts.InMemoryAccounts;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.tokens.AccessToken;
import com.adiuva.domain.limits.WindowRateLimiter;
import com.adiuva.domain.shared.MovableClock;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountsTest {
  private static final EmailAddress ANN = new EmailAddress("ann@example.org");
  private static final EmailAddress ROOT = new EmailAddress("root@example.org");
  private static final Password GOOD = Password.chosen("correct horse battery");
  private static final Password WRONG = Password.attempted("not the password");

  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final InMemoryAccounts store = new InMemoryAccounts();
  private final CountingHasher hasher = new CountingHasher();
  private final SecureRandom random = new SecureRandom();
  private final Authentication authentication =
      new Authentication(store, store, new PlainTokens(), clock, random, Duration.ofDays(30));
  private final Accounts accounts =
      new Accounts(
          store,
          hasher,
          authentication,
          new LoginLimits(new WindowRateLimiter(clock)),
          new Accounts.Fresh(clock, random),
          Set.of(ROOT));

  private int addresses;

  /// A client that no limit has counted yet.
  private ClientInfo client() {
    return new ClientInfo("10.0.0." + addresses++, "a test");
  }

  private static void assertProblem(Class<? extends Problem> expected, ThrowingCallable call) {
    ProblemException thrown = catchThrowableOfType(ProblemException.class, call);
    assertThat(thrown).as("a problem").isNotNull();
    assertThat(thrown.problem()).isInstanceOf(expected);
  }

  @Test
  void registeringSignsIn() {
    SignedIn signedIn = accounts.register(ANN, GOOD, client());
    assertThat(signedIn.caller().email()).isEqualTo(ANN);
    assertThat(signedIn.caller().role()).isEqualTo(Role.USER);
    assertThat(authentication.authenticate(signedIn.accessToken().value()))
        .isEqualTo(signedIn.caller());
    assertThat(authentication.sessions(signedIn.caller())).hasSize(1);
  }

  @Test
  void whoeverRegistersAnAdminsAddressIsAdmin() {
    assertThat(accounts.register(ROOT, GOOD, client()).caller().role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void u04_anAddressIsTakenOnceAndTheRefusalCostsAHashToo() {
    accounts.register(ANN, GOOD, client());
    int before = hasher.hashes;
    assertProblem(Problem.EmailTaken.class, () -> accounts.register(ANN, GOOD, client()));
    assertThat(hasher.hashes).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWORD1",
        "12345678",
        "ann@example.org",
        "adiuva123",
        "Adiuva2026!"
      })
  void u03_refusesWhatAGuesserTriesFirst(String guessable) {
    assertProblem(
        Problem.ValidationFailed.class,
        () -> accounts.register(ANN, Password.chosen(guessable), client()));
    assertThat(store.byEmail(ANN)).isEmpty();
  }

  @Test
  void u05_aWrongAddressAndAWrongPasswordAreAlikeAndCostTheSame() {
    accounts.register(ANN, GOOD, client());
    assertProblem(Problem.InvalidCredentials.class, () -> accounts.login(ANN, WRONG, client()));
    assertProblem(
        Problem.InvalidCredentials.class,
        () -> accounts.login(new EmailAddress("nobody@example.org"), WRONG, client()));
    assertThat(hasher.verifications).isEqualTo(1);
    assertThat(hasher.dummies).isEqualTo(1);
  }

  @Test
  void u06_tenFailuresShutTheDoorForThatAddressOnly() {
    accounts.register(ANN, GOOD, client());
    ClientInfo guesser = client();
    for (int i = 0; i < 10; i++) {
      assertProblem(Problem.InvalidCredentials.class, () -> accounts.login(ANN, WRONG, guesser));
    }
    assertProblem(Problem.RateLimited.class, () -> accounts.login(ANN, GOOD, guesser));
    assertThat(accounts.login(ANN, GOOD, client()).caller().email()).isEqualTo(ANN);
    clock.advance(Duration.ofSeconds(60));
    assertThat(accounts.login(ANN, GOOD, guesser).caller().email()).isEqualTo(ANN);
  }

  @Test
  void u06_successesDoNotCountAsFailures() {
    accounts.register(ANN, GOOD, client());
    ClientInfo owner = client();
    for (int i = 0; i < 25; i++) {
      accounts.login(ANN, GOOD, owner);
    }
    assertThat(authentication.sessions(accounts.login(ANN, GOOD, owner).caller())).hasSize(27);
  }

  @Test
  void u06_ourOwnFailuresDoNotCountAsTheUsers() {
    Caller ann = accounts.register(ANN, GOOD, client()).caller();
    ClientInfo owner = client();
    for (RuntimeException ours :
        new RuntimeException[] {
          new ProblemException(new Problem.Overloaded(Duration.ofSeconds(2))),
          new IllegalStateException("broken")
        }) {
      hasher.failure = ours;
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> accounts.login(ANN, GOOD, owner)).isSameAs(ours);
        assertThatThrownBy(() -> accounts.erase(ann, GOOD, owner)).isSameAs(ours);
      }
    }
    hasher.failure = null;
    assertThat(accounts.login(ANN, GOOD, owner).caller().email()).isEqualTo(ANN);
  }

  @Test
  void u13_eachOpenDoorTakesThirtyAMinuteFromAnAddress() {
    ClientInfo flood = client();
    for (LoginLimits.Door door : LoginLimits.Door.values()) {
      for (int i = 0; i < 30; i++) {
        accounts.admit(door, flood);
      }
      ProblemException refused =
          catchThrowableOfType(ProblemException.class, () -> accounts.admit(door, flood));
      assertThat(refused.problem()).isInstanceOf(Problem.RateLimited.class);
      assertThat(((Problem.RateLimited) refused.problem()).retryAfter())
          .isEqualTo(Duration.ofSeconds(60));
      accounts.admit(door, client());
    }
  }

  @Test
  void anOutdatedHashIsUpgradedAtLogin() {
    accounts.register(ANN, GOOD, client());
    String before = store.byEmail(ANN).orElseThrow().passwordHash();
    hasher.outdated = true;
    accounts.login(ANN, GOOD, client());
    hasher.outdated = false;
    assertThat(store.byEmail(ANN).orElseThrow().passwordHash()).isNotEqualTo(before);
    accounts.login(ANN, GOOD, client());
  }

  @Test
  void theSecondOfTwoLoginsThatUpgradeTheHashSucceedsToo() {
    Caller ann = accounts.register(ANN, GOOD, client()).caller();
    hasher.outdated = true;
    hasher.meanwhile =
        () -> {
          String seen = store.byEmail(ANN).orElseThrow().passwordHash();
          store.upgradePasswordHash(ann.id(), seen, new FastPasswordHasher().hash(GOOD));
        };
    assertThat(accounts.login(ANN, GOOD, client()).caller().id()).isEqualTo(ann.id());
  }

  @Test
  void aLoginOvertakenByANewPasswordFails() {
    Caller ann = accounts.register(ANN, GOOD, client()).caller();
    for (boolean outdated : new boolean[] {false, true}) {
      hasher.outdated = outdated;
      hasher.meanwhile =
          () -> {
            String seen = store.byEmail(ANN).orElseThrow().passwordHash();
            String next = new FastPasswordHasher().hash(Password.chosen("quite another password"));
            store.changePassword(ann.id(), seen, next, ann.session(), clock.instant());
          };
      assertProblem(Problem.InvalidCredentials.class, () -> accounts.login(ANN, GOOD, client()));
      assertThat(authentication.sessions(ann)).hasSize(1);
      String changed = store.byEmail(ANN).orElseThrow().passwordHash();
      store.changePassword(
          ann.id(), changed, new FastPasswordHasher().hash(GOOD), ann.session(), clock.instant());
    }
  }

  @Test
  void u14_aNewPasswordNeedsTheOldOneAndEndsTheOtherSessions() {
    Caller here = accounts.register(ANN, GOOD, client()).caller();
    SignedIn there = accounts.login(ANN, GOOD, client());
    Password next = Password.chosen("quite another password");
    assertProblem(
        Problem.InvalidCredentials.class,
        () -> accounts.changePassword(here, WRONG, next, client()));
    accounts.changePassword(here, GOOD, next, client());
    assertThat(authentication.reread(here)).isEqualTo(here);
    assertProblem(
        Problem.TokenExpired.class, () -> authentication.authenticate(there.accessToken().value()));
    assertProblem(Problem.InvalidCredentials.class, () -> accounts.login(ANN, GOOD, client()));
    accounts.login(ANN, next, client());
  }

  @Test
  void u14_erasingNeedsThePasswordAndLeavesNothing() {
    SignedIn ann = accounts.register(ANN, GOOD, client());
    assertProblem(
        Problem.InvalidCredentials.class, () -> accounts.erase(ann.caller(), WRONG, client()));
    accounts.erase(ann.caller(), GOOD, client());
    assertThat(store.byEmail(ANN)).isEmpty();
    assertProblem(
        Problem.InvalidRefreshToken.class, () -> accounts.refresh(ann.refreshToken().reveal()));
  }

  @Test
  void sessionsOfOthersLookUnknown() {
    Caller ann = accounts.register(ANN, GOOD, client()).caller();
    Caller bob = accounts.register(new EmailAddress("bob@example.org"), GOOD, client()).caller();
    assertProblem(Problem.NotFound.class, () -> authentication.end(bob, ann.session()));
    authentication.end(ann, ann.session());
    assertProblem(Problem.NotFound.class, () -> authentication.end(ann, ann.session()));
  }

  @Test
  void aTicketOpensOneSocketWithinThirtySeconds() {
    Caller ann = accounts.register(ANN, GOOD, client()).caller();
    String used = authentication.issueTicket(ann).token().reveal();
    assertThat(authentication.redeemTicket(used)).isEqualTo(ann);
    assertProblem(Problem.InvalidToken.class, () -> authentication.redeemTicket(used));
    String late = authentication.issueTicket(ann).token().reveal();
    clock.advance(Duration.ofSeconds(30));
    assertProblem(Problem.InvalidToken.class, () -> authentication.redeemTicket(late));
    assertThatThrownBy(() -> authentication.redeemTicket("no ticket at all"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void u15_nothingKeptRevealsAPasswordOrAToken() {
    SignedIn ann = accounts.register(ANN, GOOD, client());
    String ticket = authentication.issueTicket(ann.caller()).token().reveal();
    assertThat(store.dump()).doesNotContain(GOOD.reveal(), ann.refreshToken().reveal(), ticket);
  }

  private static final class CountingHasher implements PasswordHasher {
    private final PasswordHasher hasher = new FastPasswordHasher();
    private int hashes;
    private int verifications;
    private int dummies;
    private boolean outdated;
    private Runnable meanwhile = () -> {};
    private @Nullable RuntimeException failure;

    @Override
    public String hash(Password password) {
      hashes++;
      return hasher.hash(password);
    }

    @Override
    public Check verify(Password password, String storedHash) {
      verifications++;
      if (failure != null) {
        throw failure;
      }
      Check check = hasher.verify(password, storedHash);
      Runnable once = meanwhile;
      meanwhile = () -> {};
      once.run();
      return check == Check.MATCHES && outdated ? Check.MATCHES_OUTDATED : check;
    }

    @Override
    public void verifyNothing(Password password) {
      dummies++;
    }
  }

  /// Tokens that say openly what they mean.
  private final class PlainTokens implements AccessTokens {
    @Override
    public AccessToken issue(Caller caller) {
      Duration lifetime = Duration.ofMinutes(30);
      return new AccessToken(
          caller.id() + " " + caller.session(), clock.instant().plus(lifetime), lifetime);
    }

    @Override
    public AccessToken.Claims verify(String token) {
      String[] parts = token.split(" ", 2);
      return new AccessToken.Claims(
          new UserId(UUID.fromString(parts[0])),
          new SessionId(UUID.fromString(parts[1])),
          clock.instant());
    }
  }
}
