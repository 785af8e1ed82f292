package com.adiuva.adapters.http.shared;

import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `Authorization: Bearer <token>` (RFC 6750): one header, one space, one token.
public final class Bearer {
  private static final Pattern FORM =
      Pattern.compile("bearer (?<token>[A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);

  private Bearer() {}

  /// @param headers every `Authorization` header of the request
  /// @return empty when there is none
  /// @throws ProblemException `InvalidToken` when there are several, or one of another form
  public static Optional<String> token(List<String> headers) {
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(headers.getFirst());
    if (headers.size() > 1 || !form.matches()) {
      throw new ProblemException(new Problem.InvalidToken());
    }
    return Optional.of(form.group("token"));
  }
}
