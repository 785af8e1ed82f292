package com.adiuva.domain.billing;

import java.nio.charset.StandardCharsets;

/// What a gateway sends to tell of an event.
///
/// @param body as text; it is UTF-8 on the wire
/// @param signature the header that goes with it
public record SignedEvent(String body, String signature) {
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
