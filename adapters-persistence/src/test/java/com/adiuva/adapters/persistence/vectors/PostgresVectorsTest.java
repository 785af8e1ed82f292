package com.adiuva.adapters.persistence.vectors;

import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.Vectors;
import com.adiuva.domain.vectors.VectorsRaceContract;
import org.junit.jupiter.api.AutoClose;

final class PostgresVectorsTest implements VectorsRaceContract {
  @AutoClose private static final TestDatabase database = TestDatabase.patient();

  private final Vectors vectors = new PostgresVectors(database.database());

  @Override
  public Vectors vectors() {
    return vectors;
  }

  @Override
  public UserId newUser() {
    User user = People.somebody();
    new PostgresUsers(database.database()).add(user);
    return user.id();
  }

  @Override
  public long usedBytes(UserId user) {
    return database
        .database()
        .read(handle ->
            handle
                .createQuery("SELECT storage_bytes FROM storage_usage WHERE user_id = :user")
                .bind("user", user.value())
                .mapTo(Long.class)
                .one());
  }
}
