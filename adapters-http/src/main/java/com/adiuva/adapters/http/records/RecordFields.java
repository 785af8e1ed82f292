package com.adiuva.adapters.http.records;

import com.adiuva.adapters.http.json.FieldValue;
import com.adiuva.adapters.http.json.Fields;
import com.adiuva.adapters.http.shared.LowerCaseUuid;
import com.adiuva.domain.records.RecordId;
import com.adiuva.domain.records.TableName;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.Ciphertext;
import com.adiuva.domain.shared.InvalidValueException;
import java.util.Optional;
import java.util.function.Supplier;

/// The fields of a record in a request.
final class RecordFields {
  /// 10 MiB, decoded.
  static final int MAX_BLOB = 10 * 1024 * 1024;

  private RecordFields() {}

  /// What `blob` and `checksum` say, to be asked for after [Fields#check].
  ///
  /// @return throws `ChecksumMismatch` when they do not belong together
  static Supplier<Ciphertext> content(Fields fields) {
    FieldValue<byte[]> blob = fields.bytes("blob", MAX_BLOB);
    FieldValue<Checksum> checksum = fields.parse("checksum", Checksum::parse);
    return () -> Ciphertext.verified(blob.get(), checksum.get());
  }

  static Optional<RecordId> id(Fields fields) {
    return fields.optionalParse("id", RecordFields::parseId);
  }

  static Optional<TableName> table(Fields fields) {
    return fields.optionalParse("table", TableName::new);
  }

  private static RecordId parseId(String text) {
    return LowerCaseUuid.parse(text)
        .map(RecordId::new)
        .orElseThrow(() -> new InvalidValueException("uuid_parsing", "must be a lower-case UUID"));
  }
}
