package com.adiuva.domain.blobs;

import com.adiuva.domain.accounts.UserId;
import java.util.UUID;
import java.util.regex.Pattern;

/// The name under which a blob is stored, once and never again: segments of `[A-Za-z0-9_.-]{1,64}`,
/// none of them `.` or `..`, joined by `/`. The first is the owner's id.
public record BlobKey(String value) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?!\\.{1,2}(/|$))[A-Za-z0-9_.-]{1,64}(/(?!\\.{1,2}(/|$))[A-Za-z0-9_.-]{1,64}){1,7}");

  public BlobKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not the key of a blob");
    }
  }

  /// `{user_id}/{table}/{record_id}/{revision}`.
  public static BlobKey ofRecord(UserId user, String table, UUID record, UUID revision) {
    return new BlobKey(user + "/" + table + "/" + record + "/" + revision);
  }

  /// `{user_id}/backup/{backup_id}`: one segment fewer than a record's, so none is another's.
  public static BlobKey ofBackup(UserId user, UUID backup) {
    return new BlobKey(user + "/backup/" + backup);
  }

  /// What all keys of the user begin with, and nobody else's.
  public static String prefixOf(UserId user) {
    return user + "/";
  }

  @Override
  public String toString() {
    return value;
  }
}
