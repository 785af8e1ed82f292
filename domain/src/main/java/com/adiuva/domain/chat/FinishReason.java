package com.adiuva.domain.chat;

import java.util.Locale;

/// Why an answer ended. On the wire the lower-case name.
public enum FinishReason {
  STOP,
  /// Five rounds of tool calls were not enough; the answer is what there was.
  MAX_STEPS,
  CANCELLED,
  /// The model ran out of room.
  LENGTH;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
