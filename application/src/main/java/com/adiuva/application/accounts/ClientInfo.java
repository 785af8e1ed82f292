package com.adiuva.application.accounts;

import org.jspecify.annotations.Nullable;

/// Where a request came from.
///
/// @param address the network address that limits count against, as the edge established it
/// @param userAgent how the client names itself, or null
public record ClientInfo(String address, @Nullable String userAgent) {
  private static final int MAX_USER_AGENT = 256;

  public ClientInfo {
    if (userAgent != null && userAgent.length() > MAX_USER_AGENT) {
      userAgent = userAgent.substring(0, MAX_USER_AGENT);
    }
  }
}
