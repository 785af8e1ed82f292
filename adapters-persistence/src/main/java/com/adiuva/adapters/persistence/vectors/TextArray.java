package com.adiuva.adapters.persistence.vectors;

import com.adiuva.domain.vectors.VectorId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;

/// Ids as one parameter of type `text[]`.
record TextArray(List<String> values) implements Argument {
  static TextArray of(Collection<VectorId> ids) {
    return new TextArray(ids.stream().map(VectorId::value).toList());
  }

  @Override
  public void apply(int position, PreparedStatement statement, StatementContext context)
      throws SQLException {
    statement.setArray(position, statement.getConnection().createArrayOf("text", values.toArray()));
  }
}
