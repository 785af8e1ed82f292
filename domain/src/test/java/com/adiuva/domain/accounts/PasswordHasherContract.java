package com.adiuva.domain.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/// What every [PasswordHasher] does.
public interface PasswordHasherContract {
  PasswordHasher hasher();

  @Test
  default void knowsThePasswordItHashed() {
    Password password = Password.chosen("correct horse battery staple");
    String hash = hasher().hash(password);
    assertThat(hash).doesNotContain("horse");
    assertThat(hasher().verify(password, hash)).isEqualTo(PasswordHasher.Check.MATCHES);
    assertThat(hasher().verify(Password.attempted("Correct horse battery staple"), hash))
        .isEqualTo(PasswordHasher.Check.DIFFERS);
  }

  @Test
  default void saltsEachHash() {
    Password password = Password.chosen("the same twice");
    assertThat(hasher().hash(password)).isNotEqualTo(hasher().hash(password));
  }

  @Test
  default void dropsNoByte() {
    String common = "x".repeat(72);
    String hash = hasher().hash(Password.chosen(common + "a"));
    assertThat(hasher().verify(Password.chosen(common + "b"), hash))
        .isEqualTo(PasswordHasher.Check.DIFFERS);
    String nul = hasher().hash(Password.chosen("before\u0000after"));
    assertThat(hasher().verify(Password.chosen("before\u0000other"), nul))
        .isEqualTo(PasswordHasher.Check.DIFFERS);
  }

  @Test
  default void takesAnyTextUpToTheLongest() {
    Password longest = Password.chosen("😀".repeat(256));
    assertThat(hasher().verify(longest, hasher().hash(longest)))
        .isEqualTo(PasswordHasher.Check.MATCHES);
  }

  @Test
  default void aMalformedHashMatchesNothing() {
    for (String malformed : new String[] {"", "x", "$2b$", "$2b$99$" + "a".repeat(53)}) {
      assertThat(hasher().verify(Password.attempted("whatever it is"), malformed))
          .isEqualTo(PasswordHasher.Check.DIFFERS);
    }
  }

  @Test
  default void verifyingNothingSucceedsAtNothing() {
    assertThatCode(() -> hasher().verifyNothing(Password.attempted(""))).doesNotThrowAnyException();
  }
}
