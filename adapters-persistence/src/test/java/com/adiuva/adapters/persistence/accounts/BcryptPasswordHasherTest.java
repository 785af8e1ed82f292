package com.adiuva.adapters.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.accounts.PasswordHasherContract;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BcryptPasswordHasherTest implements PasswordHasherContract {
  private static final int COST = 5;
  private static final Password PASSWORD = Password.chosen("correct horse battery staple");

  private final PasswordHasher hasher = new BcryptPasswordHasher(COST, new SecureRandom());

  @Override
  public PasswordHasher hasher() {
    return hasher;
  }

  @Test
  void namesItsFormAndCost() {
    assertThat(hasher.hash(PASSWORD)).matches("v1\\$2b\\$05\\$[./A-Za-z0-9]{53}");
  }

  /// Made by Python's bcrypt and passlib, PHP and Spring for the same password.
  @ParameterizedTest
  @ValueSource(strings = {"2a", "2b", "2y"})
  void verifiesPlainBcryptAndCallsItOutdated(String version) {
    String plain =
        new String(
                BCrypt.with(BCrypt.Version.VERSION_2B)
                    .hash(COST, PASSWORD.reveal().getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII)
            .replace("$2b$", "$" + version + "$");
    assertThat(hasher.verify(PASSWORD, plain)).isEqualTo(PasswordHasher.Check.MATCHES_OUTDATED);
    assertThat(hasher.verify(Password.attempted("another one"), plain))
        .isEqualTo(PasswordHasher.Check.DIFFERS);
  }

  /// The test vector of the original implementation.
  @Test
  void verifiesAForeignHash() {
    assertThat(
            hasher.verify(
                Password.attempted("U*U"),
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"))
        .isEqualTo(PasswordHasher.Check.MATCHES_OUTDATED);
  }

  @Test
  void aLongPasswordVerifiesAgainstAPlainHashOfItsFirst72Bytes() {
    String longOne = "x".repeat(100);
    String plain =
        new String(
            BCrypt.with(BCrypt.Version.VERSION_2B)
                .hash(COST, "x".repeat(72).getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.US_ASCII);
    assertThat(hasher.verify(Password.attempted(longOne), plain))
        .isEqualTo(PasswordHasher.Check.MATCHES_OUTDATED);
  }

  @Test
  void aCheaperHashThanConfiguredIsOutdatedAndADearerIsNot() {
    PasswordHasher dearer = new BcryptPasswordHasher(COST + 1, new SecureRandom());
    assertThat(dearer.verify(PASSWORD, hasher.hash(PASSWORD)))
        .isEqualTo(PasswordHasher.Check.MATCHES_OUTDATED);
    assertThat(hasher.verify(PASSWORD, dearer.hash(PASSWORD)))
        .isEqualTo(PasswordHasher.Check.MATCHES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "31", "03", "00", "99"})
  void refusesAnAbsurdCostWithoutPayingIt(String cost) {
    for (String prefix : new String[] {"", "v1"}) {
      String absurd = prefix + "$2b$" + cost + "$" + "a".repeat(53);
      long before = System.nanoTime();
      assertThat(hasher.verify(PASSWORD, absurd)).isEqualTo(PasswordHasher.Check.DIFFERS);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void anUnknownUserTakesAsLongAsAWrongPassword() {
    PasswordHasher real = new BcryptPasswordHasher(9, new SecureRandom());
    String hash = real.hash(PASSWORD);
    Password wrong = Password.attempted("wrong");
    long[] known = new long[21];
    long[] unknown = new long[21];
    for (int i = 0; i < known.length; i++) {
      long start = System.nanoTime();
      real.verify(wrong, hash);
      long middle = System.nanoTime();
      real.verifyNothing(wrong);
      known[i] = middle - start;
      unknown[i] = System.nanoTime() - middle;
    }
    Arrays.sort(known);
    Arrays.sort(unknown);
    // the fastest of each: whatever else the machine does only adds
    assertThat((double) unknown[0] / known[0]).isBetween(0.85, 1.15);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 17})
  void refusesToBeBuiltWithAnAbsurdCost(int cost) {
    assertThatThrownBy(() -> new BcryptPasswordHasher(cost, new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
