package com.adiuva.adapters.storage.qdrant;

import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.vectors.VectorId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Ids that are unique in a collection of all users, where a client's own ids are not.
final class PointIds {
  private PointIds() {}

  /// The version 5 UUID of the item's id in the name space that is the user's id.
  static UUID of(UserId user, VectorId id) {
    MessageDigest sha1 = sha1();
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(user.value().getMostSignificantBits())
            .putLong(user.value().getLeastSignificantBits())
            .flip());
    ByteBuffer digest = ByteBuffer.wrap(sha1.digest(id.value().getBytes(StandardCharsets.UTF_8)));
    long most = (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
    long least = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(most, least);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
  }
}
