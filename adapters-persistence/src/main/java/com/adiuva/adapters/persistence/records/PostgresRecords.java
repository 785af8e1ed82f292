package com.adiuva.adapters.persistence.records;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.records.Change;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordLimits;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.RecordWrite;
import com.adiuva.domain.records.Records;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.records.WriteOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/// [Records] in PostgreSQL.
public final class PostgresRecords implements Records {
  static final String FEED =
      """
      SELECT u.record_seq, r.*
        FROM storage_usage u
        LEFT JOIN LATERAL (
              SELECT id, table_name, blob_key, checksum, size_bytes, version, created_at,
                     updated_at, deleted_at, change_seq
                FROM storage_records
               WHERE user_id = :user AND change_seq > :after
               ORDER BY change_seq
               LIMIT :limit) r ON true
       WHERE u.user_id = :user
       ORDER BY r.change_seq
      """;

  private final Database database;

  public PostgresRecords(Database database) {
    this.database = database;
  }

  @Override
  public Optional<RecordMeta> find(UserId user, RecordId id) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT id, table_name, blob_key, checksum, size_bytes, version, created_at,
                       updated_at, deleted_at
                  FROM storage_records
                 WHERE user_id = :user AND id = :id AND deleted_at IS NULL
                """)
            .bind("user", user.value())
            .bind("id", id.value())
            .map(RecordRow::map)
            .findOne());
  }

  @Override
  public Map<RecordId, RecordMeta> findAll(UserId user, Collection<RecordId> ids) {
    Map<RecordId, RecordMeta> found = new HashMap<>();
    database
        .read(handle ->
            handle
                .createQuery(
                    """
                    SELECT id, table_name, blob_key, checksum, size_bytes, version, created_at,
                           updated_at, deleted_at
                      FROM storage_records
                     WHERE user_id = :user AND id = ANY(:ids)
                    """)
                .bind("user", user.value())
                .bindArray("ids", UUID.class, ids.stream().map(RecordId::value).toList())
                .map(RecordRow::map)
                .list())
        .forEach(record -> found.put(record.id(), record));
    return found;
  }

  @Override
  public Page list(UserId user, Optional<TableName> table, long offset, int limit) {
    return database.read(handle -> {
      Query query =
          handle
              .createQuery(listing(table.isPresent()))
              .bind("user", user.value())
              .bind("offset", offset)
              .bind("limit", limit);
      table.ifPresent(name -> query.bind("table", name.value()));
      List<RecordMeta> records = new ArrayList<>();
      long total =
          query
              .map((row, context) -> {
                if (row.getString("id") != null) {
                  records.add(RecordRow.read(row));
                }
                return row.getLong("total");
              })
              .list()
              .getFirst();
      return new Page(records, total);
    });
  }

  /// A page and the total in one statement, so that they agree. What is on the page is found in the
  /// index alone, so that what comes before it costs no row; the total of all tables is known, that
  /// of one is counted.
  static String listing(boolean ofTable) {
    String filter = ofTable ? "AND table_name = :table" : "";
    String total =
        ofTable
            ? """
            SELECT count(*) AS total
              FROM storage_records
             WHERE user_id = :user AND deleted_at IS NULL AND table_name = :table
            """
            : """
            SELECT coalesce((SELECT record_count FROM storage_usage WHERE user_id = :user), 0)
                   AS total
            """;
    return """
    SELECT listed.*, counted.total
      FROM (%2$s) counted
      LEFT JOIN (
            SELECT id, table_name, blob_key, checksum, size_bytes, version, created_at, updated_at,
                   deleted_at
              FROM storage_records
             WHERE user_id = :user AND id = ANY(ARRAY(
                   SELECT id
                     FROM storage_records
                    WHERE user_id = :user AND deleted_at IS NULL %1$s
                    ORDER BY created_at DESC, id DESC
                   OFFSET :offset LIMIT :limit))) listed ON true
     ORDER BY listed.created_at DESC, listed.id DESC
    """
        .formatted(filter, total);
  }

  @Override
  public Feed changes(UserId user, long after, int limit) {
    return database.read(handle -> {
      List<Change> changes = new ArrayList<>();
      List<Long> newest =
          handle
              .createQuery(FEED)
              .bind("user", user.value())
              .bind("after", after)
              .bind("limit", limit)
              .map((row, context) -> {
                if (row.getString("id") != null) {
                  changes.add(new Change(row.getLong("change_seq"), RecordRow.read(row)));
                }
                return row.getLong("record_seq");
              })
              .list();
      return new Feed(changes, newest.isEmpty() ? 0 : newest.getFirst());
    });
  }

  @Override
  public List<WriteOutcome> commit(
      UserId user,
      List<RecordWrite> writes,
      boolean atomic,
      RecordLimits limits,
      Instant now,
      Instant removeAt) {
    Instant stamp = now.truncatedTo(ChronoUnit.MICROS); // as it will be read
    return database.inTransaction(handle -> {
      LockedState state = LockedState.read(handle, user, writes);
      Settlement settlement = Settlement.of(state, writes, atomic, limits, stamp);
      if (!settlement.isEmpty()) {
        SettlementStatement.execute(handle, user, settlement, stamp, removeAt);
      }
      return settlement.outcomes();
    });
  }
}
