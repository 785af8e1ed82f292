package com.adiuva.adapters.storage.s3;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Compares what S3 says it stored with what was sent.
final class ETags {
  private static final Pattern MD5 = Pattern.compile("\"?([0-9a-fA-F]{32})\"?");

  private ETags() {}

  /// @param etag of what was sent in one go; where it is an MD5 it is that of the stored bytes,
  ///   unless they were encrypted with a key of their own
  /// @param encryption how they were encrypted
  /// @throws SdkClientException when other bytes were stored
  static void require(@Nullable String etag, byte[] md5, @Nullable String encryption) {
    boolean plain = encryption == null || encryption.equals("AES256");
    var match = MD5.matcher(String.valueOf(etag));
    if (plain
        && match.matches()
        && !match.group(1).toLowerCase(Locale.ROOT).equals(HexFormat.of().formatHex(md5))) {
      throw SdkClientException.create("other bytes were stored than were sent");
    }
  }
}
