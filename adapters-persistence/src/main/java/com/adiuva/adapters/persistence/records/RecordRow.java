package com.adiuva.adapters.persistence.records;

import com.adiuva.domain.blobs.BlobKey;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.RecordMeta;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.shared.Checksum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/// Reads a record from a row with the columns it is made of.
final class RecordRow {
  private RecordRow() {}

  static RecordMeta map(ResultSet row, StatementContext context) throws SQLException {
    return read(row);
  }

  static RecordMeta read(ResultSet row) throws SQLException {
    return new RecordMeta(
        new RecordId(row.getObject("id", UUID.class)),
        new TableName(row.getString("table_name")),
        new RecordMeta.Content(
            new BlobKey(row.getString("blob_key")),
            Checksum.ofDigest(row.getBytes("checksum")),
            row.getLong("size_bytes")),
        row.getLong("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        row.getObject("deleted_at", OffsetDateTime.class) != null);
  }
}
