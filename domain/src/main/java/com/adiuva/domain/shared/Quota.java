package com.adiuva.domain.shared;

/// How many bytes may be used.
///
/// @param bytes at least 0; [Long#MAX_VALUE] means that there is no limit
public record Quota(long bytes) {
  public static final Quota UNLIMITED = new Quota(Long.MAX_VALUE);
  private static final long GIGABYTE = 1_000_000_000;

  public Quota {
    if (bytes < 0) {
      throw new IllegalArgumentException("a quota is not negative");
    }
  }

  /// 10^9 bytes each, as the tiers count.
  public static Quota ofGigabytes(int gigabytes) {
    return new Quota(gigabytes * GIGABYTE);
  }

  public boolean isUnlimited() {
    return bytes == Long.MAX_VALUE;
  }

  /// Whether `more` bytes fit beside `used`. Using no more is always allowed, also over the limit.
  public boolean allows(long used, long more) {
    return more <= 0 || more <= bytes - used;
  }
}
