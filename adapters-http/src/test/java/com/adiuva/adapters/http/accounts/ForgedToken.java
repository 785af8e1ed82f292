package com.adiuva.adapters.http.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens made by hand, of any header and payload, with a true signature.
final class ForgedToken {
  static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private ForgedToken() {}

  static String of(String header, String payload, TokenSettings.Secret secret) {
    return of(header, payload, "HmacSHA256", secret);
  }

  static String of(String header, String payload, String mac, TokenSettings.Secret secret) {
    String content = encode(header) + '.' + encode(payload);
    try {
      Mac hmac = Mac.getInstance(mac);
      hmac.init(new SecretKeySpec(secret.bytes(), mac));
      byte[] signature = hmac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
      return content + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
