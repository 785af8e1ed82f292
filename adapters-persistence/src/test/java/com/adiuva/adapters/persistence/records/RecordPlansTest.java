package com.adiuva.adapters.persistence.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.adiuva.adapters.persistence.accounts.PostgresUsers;
import com.adiuva.adapters.persistence.shared.TestDatabase;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.User;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.TableName;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How PostgreSQL means to read pages of one user's records among 20,000, none of them vacuumed
/// yet.
final class RecordPlansTest {
  private static final int USERS = 20;
  private static final int ROWS = 1000;
  private static final int LIMIT = 100;

  @AutoClose private static final TestDatabase database = TestDatabase.patient();

  private static final User user = People.somebody();

  @BeforeAll
  static void plant() {
    PostgresUsers users = new PostgresUsers(database.database());
    users.add(user);
    plant(user.id());
    for (int i = 1; i < USERS; i++) {
      User other = People.somebody();
      users.add(other);
      plant(other.id());
    }
    database.execute("ANALYZE storage_records");
  }

  private static void plant(UserId owner) {
    database.execute(
        """
        INSERT INTO storage_records (id, user_id, table_name, blob_key, checksum, size_bytes,
               version, change_seq, deleted_at, created_at, updated_at)
        SELECT gen_random_uuid(), o, 'table' || i % 2, o || '/t/r/' || i, sha256(''), 10,
               1, i, CASE WHEN i % 10 = 0 THEN noon END, noon + i * interval '1 second', noon
          FROM CAST(? AS uuid) AS o, CAST(? AS timestamptz) AS noon, generate_series(1, ?) AS i
        """,
        owner.value(), People.NOON.toString(), ROWS);
    database.execute(
        "UPDATE storage_usage SET record_seq = ?, record_count = ? WHERE user_id = ?",
        ROWS,
        ROWS - ROWS / 10,
        owner.value());
  }

  @ParameterizedTest
  @CsvSource({"0,", "800,", "0,table1", "400,table1", "0,nothing"})
  void aPageOfTheListingIsFoundByAnIndex(long offset, String table) {
    String plan =
        explain(
            PostgresRecords.listing(table != null),
            query -> {
              query.bind("offset", offset);
              if (table != null) {
                query.bind("table", table);
              }
            });
    assertThat(plan).doesNotContain("Seq Scan").contains("storage_records_pkey");
    if (offset == 0 && table != null) {
      assertThat(plan)
          .contains("Index Only Scan using storage_records_newest_of_table on storage_records");
    }
    Optional<TableName> name = Optional.ofNullable(table).map(TableName::new);
    Records.Page page = new PostgresRecords(database.database()).list(user.id(), name, offset, 100);
    assertThat(page.total()).isEqualTo(table == null ? 900 : table.equals("table1") ? 500 : 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 500, 999})
  void aPageOfTheFeedIsReadFromItsIndex(long after) {
    String plan = explain(PostgresRecords.FEED, query -> query.bind("after", after));
    assertThat(plan).doesNotContain("Seq Scan on storage_records").contains("storage_records_feed");
  }

  private static String explain(String sql, Consumer<Query> values) {
    return database
        .database()
        .with(handle -> {
          Query query = handle.createQuery("EXPLAIN " + sql);
          query.bind("user", user.id().value()).bind("limit", LIMIT);
          values.accept(query);
          return String.join("\n", query.mapTo(String.class).list());
        });
  }
}
