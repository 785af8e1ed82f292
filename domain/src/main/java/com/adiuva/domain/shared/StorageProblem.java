package com.adiuva.domain.shared;

/// What can be wrong with stored records, vectors and backups.
public sealed interface StorageProblem extends Problem {

  /// The bytes are not those the checksum was made of; nothing was stored.
  record ChecksumMismatch() implements StorageProblem {
    @Override
    public String code() {
      return "checksum_mismatch";
    }

    @Override
    public String title() {
      return "Checksum mismatch";
    }

    @Override
    public String detail() {
      return "The bytes that arrived do not have the checksum that was sent with them; send again.";
    }
  }

  /// There is a record of this id already, with other bytes.
  record RecordExists() implements StorageProblem {
    @Override
    public String code() {
      return "record_exists";
    }

    @Override
    public String title() {
      return "Record exists";
    }

    @Override
    public String detail() {
      return "There is a record with this id and other content; update it instead.";
    }
  }

  /// The record has changed since the caller saw it.
  ///
  /// @param currentVersion what it is now; 0 when there is no such record
  record VersionConflict(long currentVersion) implements StorageProblem {
    @Override
    public String code() {
      return "version_conflict";
    }

    @Override
    public String title() {
      return "Version conflict";
    }

    @Override
    public String detail() {
      return "The record is at version " + currentVersion + "; read it again before changing it.";
    }
  }

  /// The bytes do not fit into what the caller's tier allows.
  ///
  /// @param neededBytes how many more the request would have used
  record QuotaExceeded(long usedBytes, long limitBytes, long neededBytes)
      implements StorageProblem {
    @Override
    public String code() {
      return "quota_exceeded";
    }

    @Override
    public String title() {
      return "Quota exceeded";
    }

    @Override
    public String detail() {
      return "This needs more storage than the plan allows; delete something or upgrade.";
    }
  }

  /// Other operations of the same atomic batch were refused, so this one was not carried out.
  record NotApplied() implements StorageProblem {
    @Override
    public String code() {
      return "not_applied";
    }

    @Override
    public String title() {
      return "Not applied";
    }

    @Override
    public String detail() {
      return "Another operation of the batch was refused, so nothing of it was carried out.";
    }
  }

  /// The blob store does not answer.
  record StorageUnavailable() implements StorageProblem {
    @Override
    public String code() {
      return "storage_unavailable";
    }

    @Override
    public String title() {
      return "Storage unavailable";
    }

    @Override
    public String detail() {
      return "The server cannot reach its storage at the moment; try again shortly.";
    }
  }

  /// The blob store has no room left; nothing was stored.
  record StorageFull() implements StorageProblem {
    @Override
    public String code() {
      return "storage_full";
    }

    @Override
    public String title() {
      return "Storage full";
    }

    @Override
    public String detail() {
      return "The server's storage is full; its operator has to make room.";
    }
  }

  /// The bytes of a stored thing are gone or damaged: the operator's to find out why.
  record BlobMissing() implements StorageProblem {
    @Override
    public String code() {
      return "blob_missing";
    }

    @Override
    public String title() {
      return "Stored bytes missing";
    }

    @Override
    public String detail() {
      return "The stored bytes cannot be read; the request id helps the operator to find out why.";
    }
  }

  /// The vector engine does not answer, or has not caught up yet.
  record VectorsUnavailable() implements StorageProblem {
    @Override
    public String code() {
      return "vectors_unavailable";
    }

    @Override
    public String title() {
      return "Vector search unavailable";
    }

    @Override
    public String detail() {
      return "The server cannot search vectors at the moment; try again shortly.";
    }
  }

  /// The tier has no room for another record, however small.
  ///
  /// @param limit how many there may be
  record TooManyRecords(long limit) implements StorageProblem {
    @Override
    public String code() {
      return "record_limit_exceeded";
    }

    @Override
    public String title() {
      return "Too many records";
    }

    @Override
    public String detail() {
      return "There are " + limit + " records, as many as the tier includes; delete some first.";
    }
  }
}
