package com.adiuva.adapters.persistence.vectors;

import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.vectors.Embedding;
import com.adiuva.domain.vectors.VectorChange;
import com.adiuva.domain.vectors.VectorId;
import com.adiuva.domain.vectors.VectorSpace;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// A change at its place in the user's sequence.
record ChangeRow(long sequence, VectorChange change) {
  static ChangeRow of(ResultSet row, StatementContext context) throws SQLException {
    VectorId id = new VectorId(row.getString("client_id"));
    return new ChangeRow(
        row.getLong("change_seq"),
        new VectorChange(id, row.getBoolean("gone") ? null : point(row)));
  }

  private static VectorChange.Point point(ResultSet row) throws SQLException {
    float[] values = floats(row.getArray("embedding"));
    return values == null
        ? new VectorChange.Point(
            VectorSpace.OPAQUE, Embedding.opaque(Checksum.ofDigest(row.getBytes("checksum"))))
        : new VectorChange.Point(VectorSpace.ofEmbeddings(values.length), new Embedding(values));
  }

  private static float @Nullable [] floats(@Nullable Array array) throws SQLException {
    if (array == null) {
      return null;
    }
    Float[] boxed = (Float[]) array.getArray();
    float[] values = new float[boxed.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = boxed[i];
    }
    return values;
  }
}
