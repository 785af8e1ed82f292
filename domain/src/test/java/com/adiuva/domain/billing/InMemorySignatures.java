package com.adiuva.domain.billing;

import com.adiuva.domain.shared.BillingProblem;
import com.adiuva.domain.shared.Checksum;
import com.adiuva.domain.shared.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the in-memory gateway writes its events: id, type and customer on a line each, and the
/// moment and a checksum over both as the signature. It keeps nobody out who reads this.
final class InMemorySignatures {
  private static final long OLDEST_SECONDS = 300;
  private static final long NEWEST_SECONDS = 60;

  private InMemorySignatures() {}

  static SignedEvent sign(BillingEvent event, Instant at) {
    String customer = event.customerId() == null ? "" : event.customerId();
    String body = String.join("\n", event.id(), event.type(), customer);
    return new SignedEvent(body, signature(body, at.toString()));
  }

  static BillingEvent verify(byte[] bytes, @Nullable String signature, Instant now) {
    String body = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines = List.of(body.split("\n", -1));
    if (signature == null || lines.size() != 3 || !isSignature(signature, body, now)) {
      throw new ProblemException(new BillingProblem.InvalidSignature());
    }
    String customer = lines.get(2);
    return new BillingEvent(lines.get(0), lines.get(1), customer.isEmpty() ? null : customer);
  }

  private static boolean isSignature(String signature, String body, Instant now) {
    try {
      String at = signature.substring(0, Math.max(0, signature.indexOf('=')));
      Instant sent = Instant.parse(at);
      return signature.equals(signature(body, at))
          && !sent.isBefore(now.minusSeconds(OLDEST_SECONDS))
          && !sent.isAfter(now.plusSeconds(NEWEST_SECONDS));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String signature(String body, String at) {
    return at + "=" + Checksum.of((at + body).getBytes(StandardCharsets.UTF_8)).hex();
  }
}
