package com.adiuva.adapters.persistence.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.IdempotencyKeys;
import com.adiuva.domain.shared.IdempotencyKeysContract;
import com.adiuva.domain.shared.Racers;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PostgresIdempotencyKeysTest implements IdempotencyKeysContract {
  @AutoClose private static final TestDatabase database = TestDatabase.create();

  private static final Checksum REQUEST = Checksum.of(new byte[0]);

  private final IdempotencyKeys keys = new PostgresIdempotencyKeys(database.database());

  @Override
  public IdempotencyKeys keys() {
    return keys;
  }

  @Override
  public UUID newOwner() {
    User user = People.somebody();
    new PostgresUsers(database.database()).add(user);
    return user.id().value();
  }

  /// As when the account is erased while one of its requests is on its way.
  @Test
  void nobodyClaimsNothing() {
    assertThat(keys.start(UUID.randomUUID(), "k", REQUEST, NOON, LEASE))
        .isEqualTo(new IdempotencyKeys.Start.InProgress());
  }

  @Test
  void keysGoWithTheirOwner() {
    UUID owner = newOwner();
    keys.start(owner, "k", REQUEST, NOON, LEASE);
    new PostgresUsers(database.database()).erase(new UserId(owner));
    assertThat(count(owner)).isZero();
  }

  @Test
  void expiredKeysAreSweptOutBesideNewOnes() throws Exception {
    UUID owner = newOwner();
    Racers.race(
        8,
        () -> {
          for (int i = 0; i < 25; i++) {
            keys.start(owner, UUID.randomUUID().toString(), REQUEST, NOON, LEASE);
          }
          return true;
        });
    assertThat(count(owner)).isEqualTo(200);
    AtomicInteger next = new AtomicInteger();
    Racers.race(
        8,
        () -> {
          for (int i = 0; i < 5; i++) {
            keys.start(owner, "k" + next.incrementAndGet(), REQUEST, LEASE, TOMORROW);
          }
          return true;
        });
    assertThat(count(owner)).isEqualTo(40);
  }

  private static int count(UUID owner) {
    return database
        .database()
        .read(handle ->
            handle
                .createQuery("SELECT count(*) FROM idempotency_keys WHERE user_id = :owner")
                .bind("owner", owner)
                .mapTo(Integer.class)
                .one());
  }
}
