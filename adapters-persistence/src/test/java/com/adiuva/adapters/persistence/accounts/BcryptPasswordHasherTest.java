package com.adiuva.adapters.persistence.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.PasswordHasher;
import com.adiuva.domain.accounts.PasswordHasherContract;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
  void refusesAnAbsurdCostWithoutPayingIt(String absurd) {
    for (String prefix : new String[] {"", "v1"}) {
      String hash = prefix + "$2b$" + absurd + "$" + "a".repeat(53);
      assertThat(workOf(COST, counting -> counting.verify(PASSWORD, hash))).isEqualTo(1 << COST);
    }
  }

  @Test
  void anUnknownUserTakesAsLongAsAWrongPasswordAndAnOlderHashTakesNoLess() {
    int cost = 9;
    Password wrong = Password.attempted("wrong");
    assertThat(workOf(cost, counting -> counting.verifyNothing(wrong))).isEqualTo(1 << cost);
    for (int storedCost : new int[] {4, 8, cost}) {
      String hash = new BcryptPasswordHasher(storedCost, new SecureRandom()).hash(PASSWORD);
      for (String stored : new String[] {hash, hash.substring("v1".length())}) {
        assertThat(workOf(cost, counting -> counting.verify(wrong, stored)))
            .as("work over " + storedCost)
            .isEqualTo(1 << cost);
      }
    }
  }

  /// The rounds of bcrypt, which is what takes the time.
  private static int workOf(int cost, Consumer<PasswordHasher> call) {
    AtomicInteger rounds = new AtomicInteger();
    call.accept(
        new BcryptPasswordHasher(cost, new SecureRandom(), spent -> rounds.addAndGet(1 << spent)));
    return rounds.get();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 17})
  void refusesToBeBuiltWithAnAbsurdCost(int cost) {
    assertThatThrownBy(() -> new BcryptPasswordHasher(cost, new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
