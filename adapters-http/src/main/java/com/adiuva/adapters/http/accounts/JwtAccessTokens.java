package com.adiuva.adapters.http.accounts;

import com.adiuva.domain.accounts.AccessToken;
import com.adiuva.domain.accounts.AccessTokens;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Access tokens as JWTs, strict about everything: only a token written exactly as we write them is
/// one of ours. The header is compared as text and never interpreted, so no algorithm, key id or
/// URL in it can make us do anything.
public final class JwtAccessTokens implements AccessTokens {
  private static final int MAX_LENGTH = 4096;
  private static final Pattern FORM =
      Pattern.compile(
          "(?<header>[A-Za-z0-9_-]{1,200})\\.(?<payload>[A-Za-z0-9_-]+)\\.(?<signature>[A-Za-z0-9_-]+)");

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
    Matcher form = FORM.matcher(token.length() > MAX_LENGTH ? "" : token);
    if (!form.matches()
        || !form.group("header").equals(header)
        || !isCanonical(form.group("payload"))
        || !isCanonical(form.group("signature"))
        || !isSigned(token)) {
      throw new ProblemException(new Problem.InvalidToken());
    }
    byte[] payload = Base64.getUrlDecoder().decode(form.group("payload"));
    return TokenClaims.read(payload, clock.instant());
  }

  private boolean isSigned(String token) {
    try {
      DecodedJWT decoded = JWT.decode(token);
      return verifying.stream().anyMatch(algorithm -> isSigned(algorithm, decoded));
    } catch (JWTVerificationException e) {
      return false;
    }
  }

  private static boolean isSigned(Algorithm algorithm, DecodedJWT token) {
    try {
      algorithm.verify(token);
      return true;
    } catch (JWTVerificationException e) {
      return false;
    }
  }

  /// Whether these are the only characters that decode to these bytes: otherwise one token could be
  /// spelled in several ways.
  private static boolean isCanonical(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
    } catch (IllegalArgumentException e) {
      return false;
    }
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
