package com.adiuva.adapters.persistence.accounts;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import com.adiuva.domain.accounts.Password;
import com.adiuva.domain.accounts.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// bcrypt over a pre-hash: bcrypt itself ends at 72 bytes, the base64 of a SHA-384 has 64.
///
/// A hash reads `v1$2b$12$…`. Plain bcrypt hashes, as other software wrote them, are verified the
/// way they were made (over the first 72 bytes) and reported as outdated.
public final class BcryptPasswordHasher implements PasswordHasher {
  private static final Logger log = LoggerFactory.getLogger(BcryptPasswordHasher.class);
  private static final String OURS = "v1";
  private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2B;
  private static final Pattern FORM =
      Pattern.compile("(?<ours>v1)?\\$2[abxy]\\$(?<cost>[0-9]{2})\\$[./A-Za-z0-9]{53}");

  /// A check at this cost takes some four seconds; a row that asks for more was not made by us.
  private static final int MAX_COST = 16;

  private final int cost;
  private final RandomGenerator random;
  private final IntConsumer spent;

  /// @param cost the logarithm of the work, 4 to 16: each step doubles it
  /// @param random must be cryptographically strong
  public BcryptPasswordHasher(int cost, RandomGenerator random) {
    this(cost, random, any -> {});
  }

  /// @param spent is told the cost of each bcrypt computation
  BcryptPasswordHasher(int cost, RandomGenerator random, IntConsumer spent) {
    if (cost < BCrypt.MIN_COST || cost > MAX_COST) {
      throw new IllegalArgumentException(
          "the cost of bcrypt is " + BCrypt.MIN_COST + " to " + MAX_COST);
    }
    this.cost = cost;
    this.random = random;
    this.spent = spent;
  }

  @Override
  public String hash(Password password) {
    byte[] salt = new byte[BCrypt.SALT_LENGTH];
    random.nextBytes(salt);
    spent.accept(cost);
    byte[] hash = BCrypt.with(VERSION).hash(cost, salt, preHash(password));
    return OURS + new String(hash, StandardCharsets.US_ASCII);
  }

  @Override
  public Check verify(Password password, String storedHash) {
    Matcher form = FORM.matcher(storedHash);
    if (!form.matches()) {
      return refuse(password, "malformed");
    }
    int storedCost = Integer.parseInt(form.group("cost"));
    if (storedCost < BCrypt.MIN_COST || storedCost > MAX_COST) {
      return refuse(password, "absurdly expensive");
    }
    boolean ours = form.group("ours") != null;
    byte[] hash =
        storedHash.substring(ours ? OURS.length() : 0).getBytes(StandardCharsets.US_ASCII);
    byte[] input = ours ? preHash(password) : password.reveal().getBytes(StandardCharsets.UTF_8);
    spent.accept(storedCost);
    if (!BCrypt.verifyer(null, LongPasswordStrategies.truncate(VERSION))
        .verify(input, hash)
        .verified) {
      spendWhatIsLeft(password, storedCost);
      return Check.DIFFERS;
    }
    return ours && storedCost >= cost ? Check.MATCHES : Check.MATCHES_OUTDATED;
  }

  @Override
  public void verifyNothing(Password password) {
    compute(password, cost);
  }

  /// A wrong password takes as long on an account with a cheaper hash: each step doubles the work,
  /// so all steps between, the lower one included, add up to the difference.
  private void spendWhatIsLeft(Password password, int storedCost) {
    for (int step = storedCost; step < cost; step++) {
      compute(password, step);
    }
  }

  private void compute(Password password, int atCost) {
    spent.accept(atCost);
    BCrypt.with(VERSION).hashRaw(atCost, new byte[BCrypt.SALT_LENGTH], preHash(password));
  }

  /// Takes as long as a wrong password would.
  private Check refuse(Password password, String why) {
    log.warn("A stored password hash is {}; its owner cannot log in", why);
    verifyNothing(password);
    return Check.DIFFERS;
  }

  private static byte[] preHash(Password password) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-384")
              .digest(password.reveal().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encode(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-384", e);
    }
  }
}
