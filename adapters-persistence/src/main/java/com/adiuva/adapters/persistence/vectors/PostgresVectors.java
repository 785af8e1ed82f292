package com.adiuva.adapters.persistence.vectors;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.Quota;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorItem;
import com.adiuva.domain.vectors.VectorSpace;
import com.adiuva.domain.vectors.Vectors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// [Vectors] in PostgreSQL.
public final class PostgresVectors implements Vectors {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Database database;

  public PostgresVectors(Database database) {
    this.database = database;
  }

  @Override
  public UpsertOutcome upsert(UserId user, List<VectorItem> items, Quota quota, Instant now) {
    return database.inTransaction(handle -> VectorWrites.upsert(handle, user, items, quota, now));
  }

  @Override
  public long delete(UserId user, Collection<VectorId> ids, Instant now) {
    return database.inTransaction(handle -> VectorWrites.delete(handle, user, ids, now));
  }

  @Override
  public State state(UserId user) {
    return database
        .read(handle ->
            handle
                .createQuery(
                    """
                    SELECT vector_seq,
                           (SELECT array_length(embedding, 1) FROM storage_vectors
                             WHERE user_id = :user
                               AND embedding IS NOT NULL AND deleted_at IS NULL
                             LIMIT 1) AS dimension
                      FROM storage_usage
                     WHERE user_id = :user
                    """)
                .bind("user", user.value())
                .map((row, context) -> state(row))
                .findOne())
        .orElseGet(() -> new State(0, OptionalInt.empty()));
  }

  private static State state(ResultSet row) throws SQLException {
    long newest = row.getLong("vector_seq");
    int dimension = row.getInt("dimension");
    return new State(newest, row.wasNull() ? OptionalInt.empty() : OptionalInt.of(dimension));
  }

  @Override
  public Map<VectorId, Stored> findAll(UserId user, Collection<VectorId> ids) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT client_id, checksum, blob, array_length(embedding, 1) AS dimension
                  FROM storage_vectors
                 WHERE user_id = :user AND client_id = ANY (:ids) AND deleted_at IS NULL
                """)
            .bind("user", user.value())
            .bind("ids", TextArray.of(ids))
            .map((row, context) -> Map.entry(new VectorId(row.getString("client_id")), stored(row)))
            .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    int dimension = row.getInt("dimension");
    VectorSpace space = row.wasNull() ? VectorSpace.OPAQUE : VectorSpace.ofEmbeddings(dimension);
    Checksum checksum = Checksum.ofDigest(row.getBytes("checksum"));
    return new Stored(Ciphertext.stored(row.getBytes("blob"), checksum), space);
  }

  @Override
  public Changes changes(UserId user, long after, int limit) {
    List<ChangeRow> rows =
        database.read(handle ->
            handle
                .createQuery(
                    """
                    SELECT client_id, change_seq, deleted_at IS NOT NULL AS gone, checksum, embedding
                      FROM storage_vectors
                     WHERE user_id = :user AND change_seq > :after
                     ORDER BY change_seq
                     LIMIT :limit
                    """)
                .bind("user", user.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(ChangeRow::of)
                .list());
    long to = rows.isEmpty() ? after : rows.getLast().sequence();
    return new Changes(rows.stream().map(ChangeRow::change).toList(), to);
  }

  @Override
  public List<UserId> users(Optional<UserId> after, int limit) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT user_id
                  FROM storage_usage
                 WHERE vector_seq > 0
                   AND user_id > :after
                 ORDER BY user_id
                 LIMIT :limit
                """)
            .bind("after", after.map(UserId::value).orElse(BEFORE_ALL))
            .bind("limit", limit)
            .map((row, context) -> new UserId(row.getObject("user_id", UUID.class)))
            .list());
  }
}
