package com.adiuva.adapters.http.accounts;

import com.adiuva.adapters.http.json.Json;
import com.adiuva.adapters.http.problems.EdgeException;
import com.adiuva.adapters.http.shared.LowerCaseUuid;
import com.adiuva.domain.accounts.SessionId;
import com.adiuva.domain.accounts.UserId;
import com.adiuva.domain.accounts.tokens.AccessToken;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the claims of a token whose signature holds. Even then every claim must be there and of
/// its type: somebody else may have the key by mistake, and sign for other purposes.
final class TokenClaims {
  static final String ISSUER = "adiuva";
  static final String AUDIENCE = "adiuva-api";

  /// Tells access tokens from whatever else may one day be signed with the same key.
  static final String TYPE = "access";

  /// How far the clocks of two instances may differ.
  private static final Duration LEEWAY = Duration.ofSeconds(5);

  private static final long LATEST = 253_402_300_799L; // the last second of the year 9999

  private TokenClaims() {}

  /// @throws ProblemException `TokenExpired` when only the time is over, else `InvalidToken`
  static AccessToken.Claims read(byte[] payload, Instant now) {
    JsonNode claims;
    try {
      claims = Json.parse(payload);
    } catch (EdgeException e) {
      throw invalid();
    }
    requireText(claims, "iss", ISSUER);
    requireText(claims, "aud", AUDIENCE);
    requireText(claims, "typ", TYPE);
    UserId user = new UserId(uuid(claims, "sub"));
    SessionId session = new SessionId(uuid(claims, "sid"));
    Instant issuedAt = time(claims.get("iat"));
    Instant expiresAt = time(claims.get("exp"));
    Instant latestStart = now.plus(LEEWAY);
    if (issuedAt.isAfter(latestStart)
        || (claims.has("nbf") && time(claims.get("nbf")).isAfter(latestStart))) {
      throw invalid();
    }
    if (!now.isBefore(expiresAt)) {
      throw new ProblemException(new Problem.TokenExpired());
    }
    return new AccessToken.Claims(user, session, expiresAt);
  }

  private static void requireText(JsonNode claims, String name, String expected) {
    JsonNode value = claims.get(name);
    if (value == null || !value.isTextual() || !value.textValue().equals(expected)) {
      throw invalid();
    }
  }

  private static UUID uuid(JsonNode claims, String name) {
    JsonNode value = claims.get(name);
    if (value == null || !value.isTextual()) {
      throw invalid();
    }
    return LowerCaseUuid.parse(value.textValue()).orElseThrow(TokenClaims::invalid);
  }

  private static Instant time(@Nullable JsonNode value) {
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > LATEST) {
      throw invalid();
    }
    return Instant.ofEpochSecond(value.longValue());
  }

  private static ProblemException invalid() {
    return new ProblemException(new Problem.InvalidToken());
  }
}
