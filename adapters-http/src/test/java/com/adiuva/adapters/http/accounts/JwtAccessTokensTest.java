package com.adiuva.adapters.http.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adiuva.adapters.http.accounts.TokenSettings.TokenAlgorithm;
import com.adiuva.domain.accounts.AccessTokens;
import com.adiuva.domain.accounts.AccessTokensContract;
import com.adiuva.domain.accounts.Caller;
import com.adiuva.domain.accounts.EmailAddress;
import com.adiuva.domain.accounts.People;
import com.adiuva.domain.accounts.Role;
import com.adiuva.domain.accounts.Session;
import com.adiuva.domain.accounts.Tier;
import com.adiuva.domain.shared.MovableClock;
import com.adiuva.domain.shared.Problem;
import com.adiuva.domain.shared.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract, and rows J1 to J19 of the security checklist as far as a token alone decides them.
class JwtAccessTokensTest implements AccessTokensContract {
  private static final TokenSettings.Secret SECRET = secret("0123456789abcdef0123456789abcdef");
  private static final String SUB = "11111111-1111-4111-8111-111111111111";
  private static final String SID = "22222222-2222-4222-8222-222222222222";

  private final MovableClock clock = new MovableClock(People.NOON);
  private final JwtAccessTokens tokens = with(TokenAlgorithm.HS256, SECRET);
  private final long now = People.NOON.getEpochSecond();

  @Override
  public AccessTokens tokens() {
    return tokens;
  }

  @Override
  public AccessTokens foreignTokens() {
    return with(TokenAlgorithm.HS256, secret("another secret of thirty-two byte"));
  }

  @Override
  public MovableClock clock() {
    return clock;
  }

  private static TokenSettings.Secret secret(String text) {
    return new TokenSettings.Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  private JwtAccessTokens with(
      TokenAlgorithm algorithm, TokenSettings.Secret secret, TokenSettings.Secret... previous) {
    return new JwtAccessTokens(
        new TokenSettings(algorithm, secret, List.of(previous), Duration.ofMinutes(30)), clock);
  }

  private static Caller somebody() {
    Session session = People.session(People.somebody());
    return new Caller(
        session.user(), session.id(), new EmailAddress("ann@example.org"), Role.USER, Tier.TEAM);
  }

  /// The claims of a good token, with some replaced; a replacement of `""` leaves the claim out.
  private String claims(String... replacements) {
    String claims =
        "{\"iss\":\"adiuva\",\"aud\":\"adiuva-api\",\"typ\":\"access\",\"sub\":\""
            + SUB
            + "\",\"sid\":\""
            + SID
            + "\",\"email\":\"a@b.org\",\"iat\":"
            + now
            + ",\"exp\":"
            + (now + 60)
            + "}";
    for (int i = 0; i < replacements.length; i += 2) {
      String pattern = "\"" + replacements[i] + "\":(\"[^\"]*\"|[0-9]+),?";
      String with =
          replacements[i + 1].isEmpty()
              ? ""
              : "\"" + replacements[i] + "\":" + replacements[i + 1] + ",";
      claims = claims.replaceFirst(pattern, with).replace(",}", "}");
    }
    return claims;
  }

  private String signed(String... replacements) {
    return ForgedToken.of(ForgedToken.HEADER, claims(replacements), SECRET);
  }

  private void assertInvalid(String token) {
    assertThatThrownBy(() -> tokens.verify(token))
        .as(token.length() > 300 ? "a token of " + token.length() : token)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.InvalidToken.class));
  }

  @Test
  void theForgeryIsGoodEnoughToPass() {
    assertThat(tokens.verify(signed()).user().toString()).isEqualTo(SUB);
    assertThat(tokens.verify(signed()).session().toString()).isEqualTo(SID);
  }

  @Test
  void carriesWhatTheContractSaysAndNoTier() {
    Caller caller = somebody();
    String[] parts = tokens.issue(caller).value().split("\\.");
    assertThat(ForgedToken.decode(parts[0])).isEqualTo(ForgedToken.HEADER);
    assertThat(ForgedToken.decode(parts[1]))
        .contains("\"sub\":\"" + caller.id() + "\"")
        .contains("\"sid\":\"" + caller.session() + "\"")
        .contains("\"email\":\"ann@example.org\"")
        .contains("\"iss\":\"adiuva\"")
        .contains("\"aud\":\"adiuva-api\"")
        .contains("\"iat\":" + now)
        .contains("\"exp\":" + (now + 1800))
        .doesNotContain("team")
        .doesNotContain("tier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
  void j01_algNone(String algorithm) {
    String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
    String unsigned = ForgedToken.encode(header) + '.' + ForgedToken.encode(claims());
    assertInvalid(unsigned + '.');
    assertInvalid(unsigned);
    assertInvalid(unsigned + ".AA");
    assertInvalid(ForgedToken.of(header, claims(), SECRET));
  }

  @Test
  void j02_asymmetricAlgorithms() {
    for (String algorithm : List.of("RS256", "ES256", "PS256", "EdDSA")) {
      assertInvalid(
          ForgedToken.of("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}", claims(), SECRET));
    }
  }

  @ParameterizedTest
  @EnumSource(TokenAlgorithm.class)
  void j03_onlyTheConfiguredAlgorithm(TokenAlgorithm configured) {
    JwtAccessTokens strict = with(configured, SECRET);
    for (TokenAlgorithm other : TokenAlgorithm.values()) {
      String token = with(other, SECRET).issue(somebody()).value();
      if (other == configured) {
        assertThat(strict.verify(token).expiresAt()).isAfter(People.NOON);
      } else {
        assertThatThrownBy(() -> strict.verify(token)).isInstanceOf(ProblemException.class);
      }
    }
  }

  @Test
  void j04_everySpellingButOne() {
    String token = signed();
    int dot = token.lastIndexOf('.');
    String signature = token.substring(dot + 1);
    assertInvalid(token.substring(0, dot + 1) + signature.substring(0, 20));
    assertInvalid(token + "=");
    assertInvalid(token + "==");
    assertInvalid(token + "\n");
    assertInvalid(token + " ");
    assertInvalid(
        token.substring(0, dot + 1) + signature.replace('-', '+').replace('_', '/') + "+");
    // The last character of 43 carries 4 bits: the other 2 must be zero.
    char last = signature.charAt(42);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char twin = alphabet.charAt(alphabet.indexOf(last) ^ 1);
    assertInvalid(token.substring(0, token.length() - 1) + twin);
  }

  @Test
  void j05_keyIdsAreNotFollowed() {
    for (String kid : List.of("../../dev/null", "' OR 1=1--", "k".repeat(10_000), "unknown")) {
      assertInvalid(
          ForgedToken.of(
              "{\"alg\":\"HS256\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}", claims(), SECRET));
    }
  }

  @Test
  void j06_urlsAreNotFetched() throws IOException {
    try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      trap.setSoTimeout(200);
      String url = "http://127.0.0.1:" + trap.getLocalPort() + "/keys";
      for (String field :
          List.of(
              "\"jku\":\"" + url + "\"", "\"x5u\":\"" + url + "\"", "\"jwk\":{}", "\"x5c\":[]")) {
        assertInvalid(
            ForgedToken.of("{\"alg\":\"HS256\"," + field + ",\"typ\":\"JWT\"}", claims(), SECRET));
      }
      assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void j07_extensionsAndEncryptedTokens() {
    for (String field : List.of("\"crit\":[\"x\"]", "\"b64\":false", "\"zip\":\"DEF\"")) {
      assertInvalid(
          ForgedToken.of("{\"alg\":\"HS256\"," + field + ",\"typ\":\"JWT\"}", claims(), SECRET));
    }
    assertInvalid("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIiwiemlwIjoiREVGIn0..aa.bb.cc");
  }

  /// A header that asks for decompression, over a payload that would be 256 MiB: refused for its
  /// header, and nothing of it is unpacked.
  @Test
  @Timeout(60)
  void j07_nothingIsUnpacked() throws IOException {
    byte[] zeros = new byte[1 << 20];
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(bomb, deflater)) {
      for (int i = 0; i < 256; i++) {
        deflating.write(zeros);
      }
    }
    deflater.end();
    String packed = Base64.getUrlEncoder().withoutPadding().encodeToString(bomb.toByteArray());
    String zip = ForgedToken.encode("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}");
    String small = packed.substring(0, 2_000);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (String token :
        List.of(
            zip + ".." + packed.substring(0, 16) + '.' + packed + ".AAAAAAAAAAAAAAAAAAAAAA",
            zip + ".." + packed.substring(0, 16) + '.' + small + ".AAAAAAAAAAAAAAAAAAAAAA",
            zip + '.' + packed + ".AA",
            zip + '.' + small + ".AA",
            ForgedToken.HEADER + '.' + packed + ".AA",
            ForgedToken.encode(ForgedToken.HEADER) + '.' + small + ".AAAA",
            ForgedToken.encode("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"crit\":[\"zip\"]}")
                + '.'
                + small
                + ".AAAA",
            ForgedToken.encode("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"p2c\":2147483647}")
                + '.'
                + small
                + ".AAAA")) {
      assertInvalid(token);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16L << 20);
  }

  @Test
  void j08_expiry() {
    assertThatThrownBy(() -> tokens.verify(signed("exp", Long.toString(now - 1))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.TokenExpired.class));
    for (String exp :
        List.of(
            "",
            "\"" + (now + 60) + "\"",
            "1e400",
            "-1",
            "9223372036854775808",
            "9223372036854775807",
            "null",
            "true",
            "[" + (now + 60) + "]",
            (now + 60) + ".5")) {
      assertInvalid(signed("exp", exp));
    }
  }

  @Test
  void j09_issuedInTheFuture() {
    assertThat(tokens.verify(signed("iat", Long.toString(now + 5))).expiresAt())
        .isAfter(People.NOON);
    assertInvalid(signed("iat", Long.toString(now + 6)));
    assertInvalid(signed("iat", ""));
    assertInvalid(signed("iat", "\"" + now + "\""));
    assertInvalid(signed("email", "\"x\",\"nbf\":" + (now + 6)));
    assertInvalid(signed("email", "\"x\",\"nbf\":\"soon\""));
  }

  @Test
  void j10_issuerAndAudience() {
    for (String claim : List.of("iss", "aud")) {
      assertInvalid(signed(claim, "\"other\""));
      assertInvalid(signed(claim, ""));
      assertInvalid(signed(claim, "null"));
      assertInvalid(signed(claim, "7"));
    }
    assertInvalid(signed("aud", "[\"other\"]"));
    assertInvalid(signed("aud", "[\"adiuva-api\"]"));
    assertInvalid(signed("iss", "\"Adiuva\""));
  }

  @Test
  void j11_tokensOfAnotherPurpose() {
    for (String typ : List.of("\"ws_ticket\"", "\"refresh\"", "", "null")) {
      assertInvalid(signed("typ", typ));
    }
  }

  @Test
  void j12_subjectAndSessionAreUuids() {
    for (String claim : List.of("sub", "sid")) {
      for (String value :
          List.of(
              "",
              "null",
              "7",
              "\"\"",
              "\"1-1-1-1-1\"",
              "\"admin\"",
              "\"" + "A".repeat(8) + "-1111-4111-8111-111111111111\"")) {
        assertInvalid(signed(claim, value));
      }
    }
  }

  @Test
  void j14_refusesLargeTokensUnparsed() {
    assertThat(tokens.verify(signed("email", "\"" + "x".repeat(2_000) + "\"")).expiresAt())
        .isAfter(People.NOON);
    assertInvalid(signed("email", "\"" + "x".repeat(3_000) + "\""));
    assertInvalid("a".repeat(1 << 20));
  }

  @Test
  void j16_anOldSecretVerifiesUntilItIsRemoved() {
    TokenSettings.Secret next = secret("the next secret, also of 32 bytes");
    String old = tokens.issue(somebody()).value();
    JwtAccessTokens rotating = with(TokenAlgorithm.HS256, next, SECRET);
    assertThat(rotating.verify(old).expiresAt()).isAfter(People.NOON);
    assertThat(rotating.verify(rotating.issue(somebody()).value()).expiresAt())
        .isAfter(People.NOON);
    assertThatThrownBy(() -> with(TokenAlgorithm.HS256, next).verify(old))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> tokens.verify(rotating.issue(somebody()).value()))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void j18_duplicateClaims() {
    assertInvalid(signed("sub", "\"" + SUB + "\",\"sub\":\"" + SID + "\""));
    assertInvalid(signed("exp", (now + 60) + ",\"exp\":" + (now + 99)));
  }

  /// No key stretching, no look-up, nothing that grows with what was refused before.
  @Test
  @Timeout(60)
  void j19_refusingIsCheap() {
    String forged = signed();
    String token = forged.substring(0, forged.length() - 5) + "AAAAA";
    for (int i = 0; i < 10_000; i++) {
      assertInvalid(token);
    }
  }

  /// However much of the beginning of a signature is right, it is refused as any other is. That the
  /// comparison takes as long for each is [java.security.MessageDigest#isEqual]'s promise.
  @ParameterizedTest
  @EnumSource(TokenAlgorithm.class)
  void j19_noBeginningOfASignatureIsEnough(TokenAlgorithm algorithm) {
    JwtAccessTokens strict = with(algorithm, SECRET);
    String token = strict.issue(somebody()).value();
    String signed = token.substring(0, token.lastIndexOf('.') + 1);
    byte[] signature = Base64.getUrlDecoder().decode(token.substring(signed.length()));
    assertThat(strict.verify(token).expiresAt()).isAfter(People.NOON);
    for (int right = 0; right < signature.length; right++) {
      byte[] cut = Arrays.copyOf(signature, right);
      byte[] padded = Arrays.copyOf(cut, signature.length);
      for (int i = right; i < padded.length; i++) {
        padded[i] = (byte) ~signature[i];
      }
      byte[] onlyOneWrong = signature.clone();
      onlyOneWrong[right] ^= 1;
      byte[] longer = Arrays.copyOf(signature, signature.length + 1 + right);
      for (byte[] wrong : List.of(cut, padded, onlyOneWrong, longer)) {
        String forged = signed + Base64.getUrlEncoder().withoutPadding().encodeToString(wrong);
        assertThatThrownBy(() -> strict.verify(forged))
            .as("%s right bytes of %s", right, wrong.length)
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(new Problem.InvalidToken()));
      }
    }
  }

  @Test
  void secretsDoNotPrint() {
    assertThat(SECRET).hasToString("[redacted]");
    assertThat(tokens.issue(somebody())).hasToString("[redacted]");
  }
}
