package com.adiuva.adapters.http.accounts;

import com.adiuva.domain.accounts.AccessTokens;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.tokens.AccessToken;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Access tokens as JWTs, strict about everything: only a token written exactly as we write them is
/// one of ours. The header is compared as text and never interpreted, so no algorithm, key id or
/// URL in it can make us do anything. A signature is computed whole and compared with
/// [MessageDigest#isEqual], which takes the same time wherever the first difference is.
public final class JwtAccessTokens implements AccessTokens {
  private static final int MAX_LENGTH = 4096;

  private final Algorithm signing;
  private final List<Algorithm> verifying;
  private final String header;
  private final TokenSettings settings;
  private final Clock clock;

  public JwtAccessTokens(TokenSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.signing = algorithm(settings.algorithm(), settings.secret());
    this.verifying = new ArrayList<>(List.of(signing));
    settings.previousSecrets().forEach(old -> verifying.add(algorithm(settings.algorithm(), old)));
    String sample = JWT.create().sign(signing);
    this.header = sample.substring(0, sample.indexOf('.'));
  }

  @Override
  public AccessToken issue(Caller caller) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = now.plus(settings.lifetime());
    String token =
        JWT.create()
            .withIssuer(TokenClaims.ISSUER)
            .withAudience(TokenClaims.AUDIENCE)
            .withClaim("typ", TokenClaims.TYPE)
            .withSubject(caller.id().toString())
            .withClaim("sid", caller.session().toString())
            .withClaim("email", caller.email().value())
            .withIssuedAt(now)
            .withExpiresAt(expiresAt)
            .sign(signing);
    return new AccessToken(token, expiresAt, settings.lifetime());
  }

  @Override
  public AccessToken.Claims verify(String token) {
    int start = header.length() + 1;
    int end = token.lastIndexOf('.');
    if (token.length() > MAX_LENGTH || end <= start || !token.startsWith(header + '.')) {
      throw invalid();
    }
    String payload = token.substring(start, end);
    byte[] claims = decode(payload);
    byte[] signature = decode(token.substring(end + 1));
    if (!isSigned(payload.getBytes(StandardCharsets.US_ASCII), signature)) {
      throw invalid();
    }
    return TokenClaims.read(claims, clock.instant());
  }

  private boolean isSigned(byte[] payload, byte[] signature) {
    byte[] head = header.getBytes(StandardCharsets.US_ASCII);
    for (Algorithm algorithm : verifying) {
      if (MessageDigest.isEqual(algorithm.sign(head, payload), signature)) {
        return true;
      }
    }
    return false;
  }

  /// Takes only the characters that these bytes encode to: otherwise one token could be spelled in
  /// several ways.
  private static byte[] decode(String part) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    if (bytes.length == 0
        || !Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
      throw invalid();
    }
    return bytes;
  }

  private static ProblemException invalid() {
    return new ProblemException(new Problem.InvalidToken());
  }

  private static Algorithm algorithm(
      TokenSettings.TokenAlgorithm algorithm, TokenSettings.Secret secret) {
    return switch (algorithm) {
      case HS256 -> Algorithm.HMAC256(secret.bytes());
      case HS384 -> Algorithm.HMAC384(secret.bytes());
      case HS512 -> Algorithm.HMAC512(secret.bytes());
    };
  }
}
