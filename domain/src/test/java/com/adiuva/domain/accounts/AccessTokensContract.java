package com.adiuva.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.domain.accounts.tokens.AccessToken;
import com.adiuva.domain.shared.MovableClock;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [AccessTokens] does.
public interface AccessTokensContract {
  AccessTokens tokens();

  /// Another server's, with keys of its own.
  AccessTokens foreignTokens();

  /// The clock that `tokens()` reads.
  MovableClock clock();

  private static Caller somebody() {
    Session session = People.session(People.somebody());
    return new Caller(
        session.user(), session.id(), new EmailAddress("ann@example.org"), Role.USER, Tier.TEAM);
  }

  @Test
  default void knowsWhatItIssued() {
    Caller caller = somebody();
    AccessToken token = tokens().issue(caller);
    AccessToken.Claims claims = tokens().verify(token.value());
    assertThat(claims.user()).isEqualTo(caller.id());
    assertThat(claims.session()).isEqualTo(caller.session());
    assertThat(claims.expiresAt()).isEqualTo(token.expiresAt());
    assertThat(token.expiresAt()).isAfter(clock().instant());
  }

  @Test
  default void expiresWhenItSays() {
    AccessToken token = tokens().issue(somebody());
    clock().advance(token.lifetime().minusSeconds(1));
    assertThat(tokens().verify(token.value()).expiresAt()).isEqualTo(token.expiresAt());
    clock().advance(java.time.Duration.ofSeconds(1));
    assertRefused(token.value(), Problem.TokenExpired.class);
  }

  @Test
  default void refusesAnotherServersToken() {
    assertRefused(foreignTokens().issue(somebody()).value(), Problem.InvalidToken.class);
  }

  @Test
  default void refusesEveryChangedCharacter() {
    String token = tokens().issue(somebody()).value();
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertRefused(changed, Problem.InvalidToken.class);
    }
  }

  @Test
  default void refusesWhatIsNoToken() {
    String token = tokens().issue(somebody()).value();
    for (String text :
        List.of(
            "",
            ".",
            "..",
            "a.b.c",
            " " + token,
            token + " ",
            token + "=",
            token + ".",
            token.substring(0, token.length() - 1),
            "\u0000",
            "x".repeat(100_000))) {
      assertRefused(text, Problem.InvalidToken.class);
    }
  }

  private void assertRefused(String token, Class<? extends Problem> expected) {
    assertThatThrownBy(() -> tokens().verify(token))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem()).isInstanceOf(expected));
  }
}
