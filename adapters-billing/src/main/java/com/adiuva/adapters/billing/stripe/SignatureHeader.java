package com.adiuva.adapters.billing.stripe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Stripe's signature of an event: `t=1492774577,v1=5257a8…,v1=…,v0=…`. Written out, since the
/// library's reader throws exceptions of many kinds on others and lets the future pass.
///
/// @param timestamp as it came, since it was signed
/// @param signatures of the scheme `v1`, 32 bytes each
record SignatureHeader(String timestamp, List<byte[]> signatures) {
  private static final int LONGEST = 4_096;
  private static final long OLDEST_SECONDS = 300;
  private static final long NEWEST_SECONDS = 60;
  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{64}");

  /// Null when it is anything but one timestamp and at least one signature of the scheme.
  static @Nullable SignatureHeader parse(@Nullable String header) {
    if (header == null || header.length() > LONGEST) {
      return null;
    }
    String timestamp = null;
    List<byte[]> signatures = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String trimmed = part.strip();
      if (trimmed.startsWith("t=")) {
        if (timestamp != null) {
          return null;
        }
        timestamp = trimmed.substring("t=".length());
      } else if (trimmed.startsWith("v1=")) {
        String hex = trimmed.substring("v1=".length());
        if (SIGNATURE.matcher(hex).matches()) {
          signatures.add(HexFormat.of().parseHex(hex));
        }
      }
    }
    return timestamp == null || !TIMESTAMP.matcher(timestamp).matches() || signatures.isEmpty()
        ? null
        : new SignatureHeader(timestamp, List.copyOf(signatures));
  }

  boolean isFresh(Instant now) {
    long age = now.getEpochSecond() - Long.parseLong(timestamp);
    return age <= OLDEST_SECONDS && age >= -NEWEST_SECONDS;
  }
}
