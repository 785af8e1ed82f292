package com.adiuva.benchmarks.records;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.benchmarks.load.Api;
import com.adiuva.benchmarks.load.Connection;
import com.adiuva.benchmarks.load.Latencies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;

/// One user's very long feed: planted as rows, read over the wire and by bare statements.
///
/// @param email whose it is
record LongFeed(Database database, Api api, String email, long length) {
  private static final int PAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Gives a user without records so many, every tenth of them deleted.
  UUID plant() {
    UUID user =
        database.with(handle ->
            handle
                .createQuery("SELECT id FROM users WHERE email = :email")
                .bind("email", email)
                .mapTo(UUID.class)
                .one());
    database.inTransaction(handle -> {
      handle
          .createUpdate(
              """
              INSERT INTO storage_records
              SELECT id, :user, 'bench', :user || '/bench/' || id || '/' || gen_random_uuid(),
                     sha256(id::text::bytea), 1024, 1, n,
                     CASE WHEN n % 10 = 0 THEN made END, made, made
                FROM (SELECT gen_random_uuid() AS id, n,
                             now() - (:length - n) * interval '1 second' AS made
                        FROM generate_series(1, :length) n) planted
              """)
          .bind("user", user)
          .bind("length", length)
          .execute();
      return handle
          .createUpdate(
              """
              UPDATE storage_usage
                 SET record_seq = :length,
                     record_count = :length - :length / 10,
                     storage_bytes = 1024 * (:length - :length / 10)
               WHERE user_id = :user
              """)
          .bind("user", user)
          .bind("length", length)
          .execute();
    });
    database.with(handle -> handle.execute("VACUUM ANALYZE storage_records"));
    return user;
  }

  /// Follows the whole feed by its cursors, each page beside a bare statement that reads the same.
  void follow(UUID user, Latencies ours, Latencies bare) throws IOException {
    try (Connection connection = new Connection(api.port())) {
      String cursor = "";
      boolean more = true;
      for (long after = 0; more; after += PAGE) {
        long began = System.nanoTime();
        int rows = bareStatement(user, after);
        bare.record(System.nanoTime() - began);
        String path = "/storage/changes?limit=" + PAGE + cursor;
        began = System.nanoTime();
        byte[] answer = get(connection, path);
        ours.record(System.nanoTime() - began);
        JsonNode page = JSON.readTree(answer);
        if (page.path("changes").size() != rows) {
          throw new IllegalStateException("a page has other changes than there are");
        }
        cursor = "&cursor=" + page.path("cursor").asText();
        more = page.path("has_more").asBoolean();
      }
    }
  }

  private int bareStatement(UUID user, long after) {
    return database
        .read(handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM storage_records
                     WHERE user_id = :user AND change_seq > :after
                     ORDER BY change_seq LIMIT :limit
                    """)
                .bind("user", user)
                .bind("after", after)
                .bind("limit", PAGE)
                .map((row, context) -> row.getString("id"))
                .list())
        .size();
  }

  /// The same page of the list again and again.
  Latencies list(int page, int limit, int times) throws IOException {
    Latencies latencies = new Latencies();
    try (Connection connection = new Connection(api.port())) {
      for (int i = 0; i < times; i++) {
        long began = System.nanoTime();
        byte[] answer = get(connection, "/storage/records?page=" + page + "&limit=" + limit);
        latencies.record(System.nanoTime() - began);
        if (JSON.readTree(answer).size() != limit) {
          throw new IllegalStateException("the page is not full");
        }
      }
    }
    return latencies;
  }

  private byte[] get(Connection connection, String path) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    int status =
        connection.exchange(
            api.head("GET", path), (bytes, length) -> answer.write(bytes, 0, length));
    if (status != 200) {
      throw new IllegalStateException("answered " + status + ": " + answer);
    }
    return answer.toByteArray();
  }
}
