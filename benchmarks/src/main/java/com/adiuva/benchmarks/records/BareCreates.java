package com.adiuva.benchmarks.records;

import com.adiuva.adapters.persistence.shared.Database;
import com.adiuva.benchmarks.load.ClosedLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The least that keeping records can be: flushed files, and their rows in one transaction of a
/// table with the columns and indexes of the real one. No quota, no feed, no clean-up.
final class BareCreates implements ClosedLoop.Step {
  private final Database database;
  private final Path folder;
  private final int batch;
  private final UUID user = UUID.randomUUID();
  private final Ciphertexts content = new Ciphertexts();
  private long sequence;

  /// @param folder made if need be
  /// @param batch how many at a time
  BareCreates(Database database, Path folder, int batch) throws IOException {
    this.database = database;
    this.folder = Files.createDirectories(folder);
    this.batch = batch;
  }

  static void createTable(Database database) {
    database.with(handle ->
        handle.execute("CREATE TABLE bench_records (LIKE storage_records INCLUDING ALL)"));
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares two
  private record Row(UUID id, Path file, byte[] bytes) {}

  @Override
  public void run() throws IOException {
    Row[] rows = new Row[batch];
    for (int i = 0; i < batch; i++) {
      UUID id = UUID.randomUUID();
      rows[i] = new Row(id, folder.resolve(id.toString()), content.next());
      write(rows[i]);
    }
    if (batch == 1) {
      database.with(handle -> insert(handle, rows));
    } else {
      database.inTransaction(handle -> insert(handle, rows));
    }
  }

  private static void write(Row row) throws IOException {
    try (FileChannel file =
        FileChannel.open(row.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(row.bytes());
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
  }

  private int insert(Handle handle, Row... rows) {
    Instant now = Instant.now();
    PreparedBatch inserts =
        handle.prepareBatch(
            """
            INSERT INTO bench_records (id, user_id, table_name, blob_key, checksum, size_bytes,
                                       version, change_seq, created_at, updated_at)
            VALUES (:id, :user, 'bench', :key, :checksum, :size, 1, :sequence, :now, :now)
            """);
    for (Row row : rows) {
      inserts
          .bind("id", row.id())
          .bind("user", user)
          .bind("key", row.file().getFileName().toString())
          .bind("checksum", content.checksum(row.bytes()))
          .bind("size", row.bytes().length)
          .bind("sequence", ++sequence)
          .bind("now", now)
          .add();
    }
    return inserts.execute().length;
  }
}
