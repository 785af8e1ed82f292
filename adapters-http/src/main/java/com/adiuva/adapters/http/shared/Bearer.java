package com.adiuva.adapters.http.shared;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.List;
import java.util.Optional;

/// Reads `Authorization: Bearer <token>` (RFC 6750): one header, one space, one token.
public final class Bearer {
  private static final String SCHEME = "bearer ";
  private static final boolean[] IN_TOKEN = new boolean[128];

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~+/=-"
        .chars()
        .forEach(c -> IN_TOKEN[c] = true);
  }

  private Bearer() {}

  /// @param headers every `Authorization` header of the request
  /// @return empty when there is none
  /// @throws ProblemException `InvalidToken` when there are several, or one of another form
  public static Optional<String> token(List<String> headers) {
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    String header = headers.getFirst();
    if (headers.size() > 1 || !isBearer(header)) {
      throw new ProblemException(new Problem.InvalidToken());
    }
    return Optional.of(header.substring(SCHEME.length()));
  }

  private static boolean isBearer(String header) {
    if (header.length() == SCHEME.length()
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    for (int i = SCHEME.length(); i < header.length(); i++) {
      char c = header.charAt(i);
      if (c >= IN_TOKEN.length || !IN_TOKEN[c]) {
        return false;
      }
    }
    return true;
  }
}
