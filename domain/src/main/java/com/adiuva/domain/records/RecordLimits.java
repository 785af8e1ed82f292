package com.adiuva.domain.records;

import com.adiuva.domain.shared.Quota;

/// How much a user may have.
///
/// @param bytes of records and vectors together
/// @param records how many there may be, whatever their size, not counting deleted ones; also an
///   empty one costs a row
public record RecordLimits(Quota bytes, long records) {
  public static final RecordLimits NONE = new RecordLimits(Quota.UNLIMITED, Long.MAX_VALUE);
}
